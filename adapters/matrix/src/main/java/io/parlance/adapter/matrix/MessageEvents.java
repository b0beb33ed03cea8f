package io.parlance.adapter.matrix;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.parlance.model.text.RichText;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// What people say and send, on its way to the hub.
final class MessageEvents {
    private final NetworkId network;
    private final Reporter reporter;
    private final Downloads files;
    private final Mentions mentions;
    private final Originals originals;
    private final Threads threads;

    MessageEvents(
            NetworkId network,
            Reporter reporter,
            Downloads files,
            Mentions mentions,
            Originals originals,
            Threads threads) {
        this.network = network;
        this.reporter = reporter;
        this.files = files;
        this.mentions = mentions;
        this.originals = originals;
        this.threads = threads;
    }

    Future<Void> text(
            MatrixEvent event, RoomUse use, String body, Event.Style style, @Nullable String html) {
        if (body.isBlank()) {
            return reporter.skipped(event, "empty");
        }
        // An answer repeats what it answers, for clients that know no answers.
        String text = event.inReplyTo() == null ? body : ReplyFallback.strip(body);
        return say(event, use, Body.of(text, rich(event, text, html)), style);
    }

    private @Nullable RichText rich(MatrixEvent event, String text, @Nullable String html) {
        return mentions.heard(text, MatrixHtml.read(html), event.content());
    }

    Future<Void> spot(MatrixEvent event, RoomUse use, MatrixContent.Spot spot) {
        Body body = new Body(spot.text(), List.of(), null, spot.place());
        return say(event, use, body, Event.Style.CHAT);
    }

    Future<Void> file(MatrixEvent event, RoomUse use, MatrixContent.File file) {
        return files.keep(file)
                .compose(kept -> say(event, use, body(event, file, kept), Event.Style.CHAT))
                .recover(cause -> refused(event, use, cause));
    }

    private Future<Void> refused(MatrixEvent event, RoomUse use, Throwable cause) {
        return cause instanceof InvalidValue refusal
                ? reporter.refused(event, use, refusal)
                : Future.failedFuture(cause);
    }

    private Body body(MatrixEvent event, MatrixContent.File file, Optional<Attachment> kept) {
        String caption = file.caption() == null ? "" : file.caption();
        return kept.isPresent()
                ? new Body(caption, List.of(kept.get()), rich(event, caption, file.html()))
                : Body.of(files.words(file));
    }

    private Future<Void> say(MatrixEvent event, RoomUse use, Body body, Event.Style style) {
        MessageRef answered = original(event.inReplyTo());
        MessageRef thread = original(event.related("m.thread"));
        if (thread != null && thread.nativeId() != null) {
            threads.said(thread.nativeId().value(), event.id());
        }
        Event.Message message = new Event.Message(body, style, answered, thread, event.expires());
        return reporter.report(event, use, message);
    }

    private @Nullable MessageRef original(@Nullable String event) {
        return MatrixCodec.ref(network, event == null ? null : originals.of(event));
    }

    /// Somebody replaced what they said before.
    Future<Void> replaced(MatrixEvent event, RoomUse use, MatrixContent now) {
        MessageRef target = original(event.related("m.replace"));
        if (target == null || target.nativeId() == null) {
            return reporter.skipped(event, "replacement-without-content");
        }
        originals.replaced(target.nativeId().value(), event.id());
        return bodyOf(event, now)
                .compose(
                        body ->
                                body.isEmpty()
                                        ? reporter.skipped(event, "replacement-without-content")
                                        : reporter.report(
                                                event, use, new Event.Edit(target, body.get())))
                .recover(cause -> refused(event, use, cause));
    }

    private Future<Optional<Body>> bodyOf(MatrixEvent event, MatrixContent now) {
        return switch (now) {
            case MatrixContent.Text(String text, _, String html) ->
                    Future.succeededFuture(
                            text.isBlank()
                                    ? Optional.empty()
                                    : Optional.of(Body.of(text, rich(event, text, html))));
            case MatrixContent.Shown(String words) ->
                    Future.succeededFuture(Optional.of(Body.of(words)));
            case MatrixContent.Spot(String text, var place) ->
                    Future.succeededFuture(Optional.of(new Body(text, List.of(), null, place)));
            case MatrixContent.File file ->
                    files.keep(file).map(kept -> Optional.of(body(event, file, kept)));
            default -> Future.succeededFuture(Optional.empty());
        };
    }
}

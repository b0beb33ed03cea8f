package io.parlance.adapter.matrix;

import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/// What happens in rooms, on its way to the hub.
final class RoomEvents {
    private static final Logger LOG = LoggerFactory.getLogger(RoomEvents.class);
    private static final String ENCRYPTED =
            "🔒 This room is encrypted, and the gateway cannot read encrypted messages: nothing"
                    + " written here arrives. Write in a room without encryption.";

    private final NetworkId network;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final Members members;
    private final Arrears arrears;
    private final Reporter reporter;
    private final Files files;
    private final ReactionEvents reactions;
    private final Originals originals;
    private final Notices notices;
    private final Lru<String, Boolean> toldEncrypted = new Lru<>(10_000);

    RoomEvents(
            NetworkId network,
            RoomBook book,
            GhostBook ghosts,
            Members members,
            Arrears arrears,
            Reporter reporter,
            Files files,
            ReactionEvents reactions,
            Originals originals,
            Notices notices) {
        this.network = network;
        this.book = book;
        this.ghosts = ghosts;
        this.members = members;
        this.arrears = arrears;
        this.reporter = reporter;
        this.files = files;
        this.reactions = reactions;
        this.originals = originals;
        this.notices = notices;
    }

    /// Takes one event.
    ///
    /// @return a future that completes when all that is durable in it is durable, and fails only if
    ///   the homeserver must send it again
    Future<Void> take(MatrixEvent event) {
        if (event.type().equals("m.room.member")) {
            return members.take(event).compose(_ -> arrears.since(event)).compose(this::takeAll);
        }
        if (ghosts.isOurs(event.sender())) {
            return reporter.skipped(event, "own-ghost");
        }
        RoomUse use = book.heard(event);
        if (use == null) {
            return reporter.skipped(event, "unknown-room");
        }
        try {
            return content(event, use, TrixnityEvents.read(event));
        } catch (InvalidValue refusal) {
            return reporter.refused(event, use, refusal);
        }
    }

    private Future<Void> takeAll(List<MatrixEvent> events) {
        Future<Void> taken = Future.succeededFuture();
        for (MatrixEvent event : events) {
            taken = taken.compose(_ -> take(event));
        }
        return taken;
    }

    private Future<Void> content(MatrixEvent event, RoomUse use, MatrixContent content) {
        return switch (content) {
            case MatrixContent.Text(String body, Event.Style style, String html) ->
                    body.isBlank()
                            ? reporter.skipped(event, "empty")
                            : say(
                                    event,
                                    use,
                                    MatrixCodec.message(network, event, body, style, html));
            case MatrixContent.Shown(String text) ->
                    say(
                            event,
                            use,
                            MatrixCodec.message(network, event, text, Event.Style.CHAT, null));
            case MatrixContent.File file -> file(event, use, file);
            case MatrixContent.Replacement(MatrixContent now) -> replaced(event, use, now);
            case MatrixContent.Annotation(String key) -> reactions.added(event, use, key);
            case MatrixContent.Redaction(String reason) -> redacted(event, use, reason);
            case MatrixContent.Name(String name) -> changed(event, use, name, null);
            case MatrixContent.Topic(String topic) -> changed(event, use, null, topic);
            case MatrixContent.Encrypted _ -> encrypted(event, use);
            case MatrixContent.Tombstone(_, String replacement) -> upgraded(event, replacement);
            case MatrixContent.Member _ -> members.take(event);
            case MatrixContent.Skipped(String why) -> reporter.skipped(event, why);
        };
    }

    private Future<Void> say(MatrixEvent event, RoomUse use, Event.Message message) {
        return reporter.report(event, use, message);
    }

    private Future<Void> file(MatrixEvent event, RoomUse use, MatrixContent.File file) {
        String caption = file.caption() == null ? "" : file.caption();
        MessageRef target = MatrixCodec.ref(network, event.inReplyTo());
        return files.keep(file)
                .compose(
                        kept -> {
                            Body body =
                                    kept.isPresent()
                                            ? new Body(
                                                    caption,
                                                    List.of(kept.get()),
                                                    MatrixHtml.read(file.html()))
                                            : Body.of(files.words(file));
                            Event.Message message =
                                    new Event.Message(body, Event.Style.CHAT, target);
                            return say(event, use, message);
                        })
                .recover(
                        cause ->
                                cause instanceof InvalidValue refusal
                                        ? reporter.refused(event, use, refusal)
                                        : Future.failedFuture(cause));
    }

    private Future<Void> replaced(MatrixEvent event, RoomUse use, MatrixContent now) {
        MessageRef target = MatrixCodec.ref(network, event.related("m.replace"));
        String html = now instanceof MatrixContent.Text formatted ? formatted.html() : null;
        String text =
                switch (now) {
                    case MatrixContent.Text(String body, _, _) -> body;
                    case MatrixContent.Shown(String words) -> words;
                    case MatrixContent.File file -> files.words(file);
                    default -> "";
                };
        if (target == null || target.nativeId() == null || text.isBlank()) {
            return reporter.skipped(event, "replacement-without-content");
        }
        originals.replaced(target.nativeId().value(), event.id());
        return reporter.report(
                event, use, new Event.Edit(target, Body.of(text, MatrixHtml.read(html))));
    }

    private Future<Void> redacted(MatrixEvent event, RoomUse use, @Nullable String reason) {
        String redacted = event.redacts();
        MessageRef target = MatrixCodec.ref(network, redacted);
        if (redacted == null || target == null) {
            return reporter.skipped(event, "redaction-without-target");
        }
        if (reactions.knows(redacted)) {
            return reactions.removed(event, use, redacted);
        }
        return reporter.report(event, use, new Event.Retraction(target, reason));
    }

    private Future<Void> changed(
            MatrixEvent event, RoomUse use, @Nullable String name, @Nullable String topic) {
        return use instanceof RoomUse.Direct
                ? reporter.skipped(event, "direct-room-state")
                : reporter.report(event, use, new Event.RoomChange(name, topic));
    }

    private Future<Void> encrypted(MatrixEvent event, RoomUse use) {
        if (toldEncrypted.get(event.roomId()) != null) {
            return reporter.skipped(event, "encrypted");
        }
        toldEncrypted.put(event.roomId(), true);
        return notices.about(event, use, ENCRYPTED);
    }

    private Future<Void> upgraded(MatrixEvent event, String replacement) {
        LOG.warn(
                "Room {} was replaced by {}; link the new room to go on there",
                event.roomId(),
                replacement);
        return reporter.skipped(event, "tombstone");
    }
}

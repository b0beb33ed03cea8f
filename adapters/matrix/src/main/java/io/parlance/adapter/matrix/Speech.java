package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.text.RichText;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Says something in a place. Every event gets a transaction id made from [Delivery#key()], so that
/// the homeserver itself answers a repetition with the event it already has.
final class Speech {
    private static final String MESSAGE = "m.room.message";

    /// A message that waited longer than this shows when it was written, not when it arrived.
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration TOO_OLD = Duration.ofDays(30);

    private final NetworkId network;
    private final ClientApi api;
    private final String bot;
    private final Originals originals;

    Speech(NetworkId network, ClientApi api, String bot, Originals originals) {
        this.originals = originals;
        this.network = network;
        this.api = api;
        this.bot = bot;
    }

    /// A message; a text that is too long for one event becomes several.
    ///
    /// @return the ids of the events, the first first
    Future<List<NativeId>> message(Delivery delivery, Place place, Event.Message message) {
        List<String> parts = TextParts.of(text(message.body()));
        List<ObjectNode> contents = new ArrayList<>(parts.size());
        // A text in parts is shown as it is: a mark may begin in one and end in the next.
        RichText rich = parts.size() == 1 ? rich(message.body()) : null;
        for (String part : parts) {
            MessageRef answered = contents.isEmpty() ? message.inReplyTo() : null;
            contents.add(
                    MatrixCodec.content(
                            delivery.envelope(), part, rich, message.style(), answered));
        }
        return all(delivery, place, contents);
    }

    private Future<List<NativeId>> all(Delivery delivery, Place place, List<ObjectNode> contents) {
        List<NativeId> ids = new ArrayList<>(contents.size());
        Future<Void> before = Future.succeededFuture();
        for (int i = 0; i < contents.size(); i++) {
            String txn = i == 0 ? delivery.key() : delivery.key() + "-" + i;
            ObjectNode content = contents.get(i);
            before =
                    before.compose(_ -> send(delivery, place, txn, content))
                            .onSuccess(id -> ids.add(new NativeId(network, id)))
                            .mapEmpty();
        }
        return before.map(_ -> List.copyOf(ids));
    }

    private Future<String> send(Delivery delivery, Place place, String txn, ObjectNode content) {
        Instant at = shownTime(delivery.envelope().sentAt());
        return api.send(place.as(), place.roomId(), MESSAGE, txn, content, at)
                .compose(
                        id ->
                                id.isEmpty()
                                        ? Future.failedFuture(
                                                MatrixFault.answered(502, "", "no event id", null))
                                        : Future.succeededFuture(id));
    }

    private static @Nullable Instant shownTime(Instant sentAt) {
        Instant now = Instant.now();
        boolean late = sentAt.isBefore(now.minus(LATE)) && sentAt.isAfter(now.minus(TOO_OLD));
        return late ? sentAt : null;
    }

    /// The text with a line for every file, for files that nobody turned into text before.
    private static String text(Body body) {
        StringBuilder text = new StringBuilder(body.text());
        for (Attachment file : body.attachments()) {
            text.append(text.isEmpty() ? "" : "\n").append(line(file));
        }
        return text.toString();
    }

    /// The formatted text with the same lines, or null.
    private static @Nullable RichText rich(Body body) {
        RichText rich = body.rich();
        for (Attachment file : body.attachments()) {
            rich = rich == null ? null : rich.above(RichText.lines(line(file)));
        }
        return rich;
    }

    private static String line(Attachment file) {
        return "📎 " + file.name() + " " + file.location();
    }

    /// A replacement of an earlier event; as text of its own if that is not known here, or too
    /// long.
    Future<List<NativeId>> edit(Delivery delivery, Place place, Event.Edit edit) {
        NativeId target = edit.target().nativeId();
        String text = text(edit.body());
        if (target == null || TextParts.of(text, TextParts.BYTES / 2).size() > 1) {
            Body shown = Body.of(Limits.cut("✏️ " + text, text.length()));
            return message(delivery, place, new Event.Message(shown, Event.Style.CHAT, null));
        }
        ObjectNode content =
                MatrixCodec.replacement(delivery.envelope(), text, rich(edit.body()), target);
        return all(delivery, place, List.of(content))
                .onSuccess(ids -> originals.replaced(target.value(), ids.getFirst().value()));
    }

    /// Takes an event back; where the ghost may not, the gateway's own user tries.
    Future<List<NativeId>> retract(Delivery delivery, Place place, Event.Retraction retraction) {
        NativeId target = retraction.target().nativeId();
        if (target == null) {
            return Future.succeededFuture(List.of());
        }
        String event = target.value();
        return api.redact(place.as(), place.roomId(), event, delivery.key(), retraction.reason())
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 403
                                        ? api.redact(
                                                bot,
                                                place.roomId(),
                                                event,
                                                delivery.key(),
                                                retraction.reason())
                                        : Future.failedFuture(cause))
                .map(id -> List.of(new NativeId(network, id)));
    }

    /// Words of the gateway's own about a message.
    Future<List<NativeId>> notice(
            Delivery delivery, Place place, String text, @Nullable MessageRef about) {
        NativeId target = about == null ? null : about.nativeId();
        ObjectNode content = MatrixCodec.notice(text, target == null ? null : target.value());
        return all(delivery, place, List.of(content));
    }
}

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
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says something in a place. Every event gets a transaction id made from [Delivery#key()], so that
/// the homeserver itself answers a repetition with the event it already has.
final class Speech {
    private static final String MESSAGE = "m.room.message";

    /// A message that waited longer than this shows when it was written, not when it arrived.
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration TOO_OLD = Duration.ofDays(30);

    private final NetworkId network;
    private final ClientApi api;
    private final Mentions mentions;
    private final Uploads uploads;
    private final Originals originals;
    private final Threads threads;
    private final Pieces pieces;
    private final Expiries expiries;

    Speech(
            NetworkId network,
            ClientApi api,
            Mentions mentions,
            Uploads uploads,
            Originals originals,
            Threads threads,
            Pieces pieces,
            Expiries expiries) {
        this.pieces = pieces;
        this.expiries = expiries;
        this.network = network;
        this.api = api;
        this.mentions = mentions;
        this.uploads = uploads;
        this.originals = originals;
        this.threads = threads;
    }

    /// A message, as one event or several.
    ///
    /// @return the ids of the events, the first first
    Future<List<NativeId>> message(Delivery delivery, Place place, Event.Message message) {
        return prepared(delivery, place, message.body())
                .compose(
                        ready ->
                                related(
                                        delivery,
                                        place,
                                        Relations.of(message, originals, threads),
                                        message.expires(),
                                        Contents.of(
                                                delivery.envelope(),
                                                message,
                                                ready.told(),
                                                ready.files())));
    }

    private record Ready(Mentions.Told told, List<Optional<Uploads.Uploaded>> files) {}

    private Future<Ready> prepared(Delivery delivery, Place place, Body body) {
        List<Attachment> files = body.attachments();
        String cause = delivery.envelope().id().toString();
        return mentions.told(body.rich(), delivery.envelope().origin())
                .compose(
                        told ->
                                uploads.all(place.as(), files, cause)
                                        .map(uploaded -> new Ready(told, uploaded)));
    }

    private Future<List<NativeId>> related(
            Delivery delivery,
            Place place,
            Relations relations,
            @Nullable Instant expires,
            List<Contents.Part> parts) {
        Relations now = relations;
        for (Contents.Part part : parts) {
            now.write(part.content(), threads);
            now = relations.following();
        }
        return all(delivery, place, parts)
                .onSuccess(ids -> ids.forEach(id -> threads.said(relations.root(), id.value())))
                .onSuccess(pieces::said)
                .compose(ids -> expiries.note(place, ids, expires).map(ids));
    }

    private Future<List<NativeId>> all(Delivery delivery, Place place, List<Contents.Part> parts) {
        List<NativeId> ids = new ArrayList<>(parts.size());
        Future<Void> before = Future.succeededFuture();
        for (int i = 0; i < parts.size(); i++) {
            String txn = i == 0 ? delivery.key() : delivery.key() + "-" + i;
            Contents.Part part = parts.get(i);
            before =
                    before.compose(_ -> send(delivery, place, txn, part))
                            .onSuccess(id -> ids.add(new NativeId(network, id)))
                            .mapEmpty();
        }
        return before.map(_ -> List.copyOf(ids));
    }

    private Future<String> send(Delivery delivery, Place place, String txn, Contents.Part part) {
        Instant at = shownTime(delivery.envelope().sentAt());
        return api.send(place.as(), place.roomId(), part.type(), txn, part.content(), at)
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

    /// A replacement of an earlier event; as a message of its own if that is not known here, or too
    /// long.
    Future<List<NativeId>> edit(Delivery delivery, Place place, Event.Edit edit) {
        NativeId target = edit.target().nativeId();
        if (target == null) {
            return anew(delivery, place, edit);
        }
        NativeId original = new NativeId(network, originals.of(target.value()));
        return prepared(delivery, place, edit.body())
                .compose(
                        ready -> {
                            ObjectNode content =
                                    Contents.replacement(
                                            delivery.envelope(),
                                            edit.body(),
                                            original,
                                            ready.told(),
                                            ready.files());
                            return content == null
                                    ? anew(delivery, place, edit)
                                    : replaced(delivery, place, original, content);
                        });
    }

    private Future<List<NativeId>> replaced(
            Delivery delivery, Place place, NativeId original, ObjectNode content) {
        return all(delivery, place, List.of(new Contents.Part(MESSAGE, content)))
                .onSuccess(ids -> originals.replaced(original.value(), ids.getFirst().value()));
    }

    private Future<List<NativeId>> anew(Delivery delivery, Place place, Event.Edit edit) {
        String text = edit.body().text();
        Body shown =
                new Body(
                        Limits.cut("✏️ " + text, Math.max(2, text.length())),
                        edit.body().attachments(),
                        null,
                        edit.body().location());
        return message(delivery, place, new Event.Message(shown, Event.Style.CHAT, null));
    }

    /// Words of the gateway's own about a message.
    Future<List<NativeId>> notice(
            Delivery delivery, Place place, String text, @Nullable MessageRef about) {
        NativeId target = about == null ? null : about.nativeId();
        ObjectNode content = MatrixCodec.notice(text, target == null ? null : target.value());
        return all(delivery, place, List.of(new Contents.Part(MESSAGE, content)));
    }
}

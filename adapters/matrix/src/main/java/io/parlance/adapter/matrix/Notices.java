package io.parlance.adapter.matrix;

import io.parlance.model.Failure;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What the gateway itself has to say in a room: as `m.notice`, which no machine answers.
final class Notices {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private final ClientApi api;
    private final String bot;

    Notices(ClientApi api, String bot) {
        this.api = api;
        this.bot = bot;
    }

    /// Tells the writer of an event that it was not taken. The same event is told once, however
    /// often the homeserver sends it.
    Future<Void> rejected(MatrixEvent event, @Nullable RoomUse use, Failure failure) {
        return about(event, use, "⚠ Not delivered: " + failure.text());
    }

    /// Says something about an event, related to it.
    Future<Void> about(MatrixEvent event, @Nullable RoomUse use, String text) {
        String as = use instanceof RoomUse.Direct direct ? direct.ghost() : bot;
        return say(as, event.roomId(), text, event.id(), "about " + event.id());
    }

    /// Says something; a failure is logged, because nobody waits for a notice.
    ///
    /// @param cause what the notice is about: the same cause is told once
    Future<Void> say(
            String as, String roomId, String text, @Nullable String eventId, String cause) {
        String txn = UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)).toString();
        return api.send(as, roomId, "m.room.message", txn, MatrixCodec.notice(text, eventId), null)
                .onFailure(e -> LOG.warn("Cannot say in {}: {}", roomId, e.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }
}

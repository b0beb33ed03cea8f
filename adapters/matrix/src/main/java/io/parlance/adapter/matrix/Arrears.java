package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;

/// What somebody wrote to a ghost before it came. A homeserver sends an application service only
/// what happens while one of its users is in the room ("Pushing events"), but people, and clients,
/// invite and write in one go; so the ghost reads back to its invitation. What comes by a
/// transaction as well is known to the hub by its event id.
final class Arrears {
    private static final Logger LOG = LoggerFactory.getLogger(Arrears.class);
    private static final int READ_BACK = 50;

    private final ClientApi api;
    private final RoomBook book;

    Arrears(ClientApi api, RoomBook book) {
        this.api = api;
        this.book = book;
    }

    /// The inviter's events since `invitation`, oldest first; none if it opened no direct room.
    Future<List<MatrixEvent>> since(MatrixEvent invitation) {
        String ghost = invitation.stateKey();
        if (ghost == null || !opened(invitation, ghost)) {
            return Future.succeededFuture(List.of());
        }
        return api.latest(ghost, invitation.roomId(), READ_BACK)
                .map(answer -> after(invitation, answer.path("chunk")))
                .onFailure(
                        cause ->
                                LOG.warn(
                                        "What was written in {} before {} came cannot be read: {}",
                                        invitation.roomId(),
                                        ghost,
                                        cause.getMessage()))
                .otherwise(List.of());
    }

    private boolean opened(MatrixEvent invitation, String ghost) {
        RoomUse pair = new RoomUse.Direct(invitation.sender(), ghost);
        return "invite".equals(Json.text(invitation.content(), "membership"))
                && pair.equals(book.use(invitation.roomId()));
    }

    /// `chunk` is newest first.
    private static List<MatrixEvent> after(MatrixEvent invitation, JsonNode chunk) {
        List<MatrixEvent> since = new ArrayList<>();
        for (JsonNode raw : chunk) {
            MatrixEvent event = MatrixEvent.read(raw);
            if (event != null && event.id().equals(invitation.id())) {
                break;
            }
            if (event != null && !event.isState() && event.sender().equals(invitation.sender())) {
                since.addFirst(event);
            }
        }
        return since;
    }
}

package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.FailureReason;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The rooms in which one user and one ghost talk: found again, or made by the ghost when somebody
/// writes in from another network. Thread-safe.
final class DirectRooms {
    /// A ghost with more rooms than this is not searched for a forgotten one.
    private static final int SEARCHED = 30;

    private final ClientApi api;
    private final RoomBook book;
    private final GhostRooms inside;
    private final Map<RoomUse.Direct, Future<String>> underWay = new ConcurrentHashMap<>();

    DirectRooms(ClientApi api, RoomBook book, GhostRooms inside) {
        this.api = api;
        this.book = book;
        this.inside = inside;
    }

    /// The room of a pair, or null if they have none.
    @Nullable String known(RoomUse.Direct pair) {
        return book.room(pair);
    }

    /// The room of a pair, made if need be.
    ///
    /// @param again true if an earlier try may have made a room and not lived to note it
    Future<String> room(RoomUse.Direct pair, boolean again) {
        String known = book.room(pair);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Future<String> other = underWay.get(pair);
        if (other != null) {
            return other;
        }
        Future<String> mine = found(pair, again);
        underWay.put(pair, mine);
        mine.onComplete(_ -> underWay.remove(pair, mine));
        return mine;
    }

    /// The user left, or refused to come: the ghost leaves too, and the next message makes a new
    /// room.
    Future<Void> ended(RoomUse.Direct pair, String roomId) {
        return book.remove(roomId).compose(_ -> inside.leave(pair.ghost(), roomId, null));
    }

    /// A new room instead of one that cannot be used any more.
    Future<String> replaced(RoomUse.Direct pair, String roomId) {
        inside.left(pair.ghost(), roomId);
        return book.remove(roomId).compose(_ -> made(pair));
    }

    private Future<String> found(RoomUse.Direct pair, boolean again) {
        if (!again) {
            return made(pair);
        }
        return api.joinedRooms(pair.ghost())
                .compose(answer -> search(pair, rooms(answer), 0))
                .compose(
                        roomId ->
                                roomId.isEmpty() ? made(pair) : book.put(roomId, pair).map(roomId));
    }

    private static List<String> rooms(JsonNode answer) {
        List<String> rooms = new ArrayList<>();
        answer.path("joined_rooms").forEach(room -> rooms.add(room.asText()));
        return rooms.size() > SEARCHED ? List.of() : rooms;
    }

    private Future<String> search(RoomUse.Direct pair, List<String> rooms, int at) {
        if (at == rooms.size()) {
            return Future.succeededFuture("");
        }
        String roomId = rooms.get(at);
        return api.state(pair.ghost(), roomId, "m.room.member", pair.user())
                .map(
                        member ->
                                member.path("is_direct").asBoolean(false)
                                        && book.use(roomId) == null)
                .otherwise(false)
                .compose(it -> it ? Future.succeededFuture(roomId) : search(pair, rooms, at + 1));
    }

    private Future<String> made(RoomUse.Direct pair) {
        ObjectNode body =
                Json.object().put("preset", "trusted_private_chat").put("is_direct", true);
        body.putArray("invite").add(pair.user());
        return known(pair.ghost(), pair.user())
                .compose(_ -> api.createRoom(pair.ghost(), body))
                .onSuccess(roomId -> inside.entered(pair.ghost(), roomId))
                .compose(roomId -> book.put(roomId, pair).map(roomId));
    }

    /// COMPAT: Synapse 1.160 lets a ghost invite somebody who does not exist; so they are asked for
    /// first.
    private Future<Void> known(String ghost, String user) {
        return api.profile(ghost, user)
                .mapEmpty()
                .recover(
                        cause -> {
                            if (!(cause instanceof MatrixFault f)
                                    || f.kind() != MatrixFault.Kind.ANSWERED
                                    || f.status() >= 500
                                    || f.status() == 429
                                    || f.status() == 401) {
                                return Future.failedFuture(cause);
                            }
                            return f.status() == 404
                                    ? Future.failedFuture(
                                            new MatrixRefusal(
                                                    FailureReason.RECIPIENT_UNKNOWN,
                                                    "There is nobody called "
                                                            + user
                                                            + " on Matrix.",
                                                    f.detail()))
                                    : Future.succeededFuture();
                        })
                .mapEmpty();
    }
}

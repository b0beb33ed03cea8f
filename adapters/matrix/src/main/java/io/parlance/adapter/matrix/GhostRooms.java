package io.parlance.adapter.matrix;

import io.parlance.model.FailureReason;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/// Which ghost is in which room: ghosts enter when they first speak or when their person joins, not
/// before. What is remembered is only a cache: joining twice does no harm. Thread-safe.
final class GhostRooms {
    private static final int REMEMBERED = 50_000;

    private final ClientApi api;
    private final String bot;
    private final Lru<String, Boolean> inside = new Lru<>(REMEMBERED);

    GhostRooms(ClientApi api, String bot) {
        this.api = api;
        this.bot = bot;
    }

    boolean isIn(String ghost, String roomId) {
        return inside.get(key(ghost, roomId)) != null;
    }

    void entered(String ghost, String roomId) {
        inside.put(key(ghost, roomId), true);
    }

    void left(String ghost, String roomId) {
        inside.remove(key(ghost, roomId));
    }

    /// Brings a ghost into a room; where it may not join by itself, the gateway's own user invites
    /// it.
    Future<Void> enter(String ghost, String roomId) {
        if (isIn(ghost, roomId)) {
            return Future.succeededFuture();
        }
        return api.join(ghost, roomId)
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 403
                                        ? invited(ghost, roomId)
                                        : Future.failedFuture(cause))
                .onSuccess(_ -> entered(ghost, roomId))
                .mapEmpty();
    }

    private Future<String> invited(String ghost, String roomId) {
        return api.invite(bot, roomId, ghost)
                .compose(_ -> api.join(ghost, roomId))
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 403
                                        ? Future.failedFuture(notAllowed(roomId, f))
                                        : Future.failedFuture(cause));
    }

    private MatrixRefusal notAllowed(String roomId, MatrixFault fault) {
        return new MatrixRefusal(
                FailureReason.FORBIDDEN,
                "The Matrix room does not let you in; ask its moderators to allow "
                        + bot
                        + " to invite people.",
                roomId + ": " + fault.detail());
    }

    Future<Void> leave(String ghost, String roomId, @Nullable String reason) {
        left(ghost, roomId);
        return api.leave(ghost, roomId, reason)
                .recover(
                        cause ->
                                cause instanceof MatrixFault f
                                                && (f.status() == 403 || f.status() == 404)
                                        ? Future.succeededFuture(Json.object())
                                        : Future.failedFuture(cause))
                .mapEmpty();
    }

    private static String key(String ghost, String roomId) {
        return roomId + " " + ghost;
    }
}

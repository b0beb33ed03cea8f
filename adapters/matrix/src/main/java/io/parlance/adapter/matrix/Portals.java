package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Rooms that show a room of another network: made by the gateway's own user when somebody asks for
/// the alias, open to whoever knows it. Thread-safe.
final class Portals {
    private final AdapterContext context;
    private final ClientApi api;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final Map<Address, Future<String>> underWay = new ConcurrentHashMap<>();

    Portals(AdapterContext context, ClientApi api, RoomBook book, GhostBook ghosts) {
        this.context = context;
        this.api = api;
        this.book = book;
        this.ghosts = ghosts;
    }

    /// The portal of a foreign room, made if need be.
    Future<String> open(Address room) {
        String known = book.room(room);
        return known != null
                ? Future.succeededFuture(known)
                : ghosts.alias(room).compose(alias -> open(room, alias));
    }

    Future<String> open(Address room, String alias) {
        String known = book.room(room);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return underWay.computeIfAbsent(
                room,
                _ ->
                        made(room, alias)
                                .compose(id -> book.put(id, new RoomUse.Portal(room)).map(id))
                                .andThen(
                                        _ ->
                                                context.vertx()
                                                        .runOnContext(_ -> underWay.remove(room))));
    }

    private Future<String> made(Address room, String alias) {
        String portable = context.networks().portable(room);
        String topic = context.rooms().topic(room);
        ObjectNode body =
                Json.object()
                        .put("preset", "public_chat")
                        .put("visibility", "private")
                        .put("room_alias_name", MatrixIds.localpart(alias))
                        .put("name", portable + " (" + room.network() + ")");
        if (!topic.isEmpty()) {
            body.put("topic", topic);
        }
        return api.createRoom(ghosts.bot(), body)
                .recover(
                        cause ->
                                // Made earlier, but not noted: the gateway stopped in between.
                                cause instanceof MatrixFault f && f.is("M_ROOM_IN_USE")
                                        ? api.resolve(ghosts.bot(), alias)
                                        : Future.failedFuture(cause));
    }
}

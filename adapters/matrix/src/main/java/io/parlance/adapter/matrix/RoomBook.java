package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which room is for what: in memory, and durably in the state store. Thread-safe.
final class RoomBook {
    private static final String PREFIX = "room:";

    private final StateStore store;
    private final NetworkId network;
    private final Map<String, RoomUse> uses = new ConcurrentHashMap<>();
    private final Map<RoomUse, String> rooms = new ConcurrentHashMap<>();
    private final Lru<String, Address> visited = new Lru<>(10_000);

    RoomBook(StateStore store, NetworkId network) {
        this.store = store;
        this.network = network;
    }

    Future<Void> load() {
        return store.list(PREFIX)
                .onSuccess(
                        all ->
                                all.forEach(
                                        (key, value) ->
                                                note(
                                                        key.substring(PREFIX.length()),
                                                        RoomUse.read(network, value))))
                .mapEmpty();
    }

    /// What the room is for, or null if it is none of ours.
    @Nullable RoomUse use(String roomId) {
        return uses.get(roomId);
    }

    /// What the room is for where this event came from. A room that is linked with nothing is heard
    /// too when somebody writes words in it: they may be a command.
    @Nullable RoomUse heard(MatrixEvent event) {
        RoomUse use = uses.get(event.roomId());
        boolean words =
                event.type().equals("m.room.message")
                        && "m.text".equals(event.raw().path("content").path("msgtype").asText());
        if (use != null || !words) {
            return use;
        }
        Address asked = visited.get(event.roomId());
        return new RoomUse.Plumbed(asked == null ? Address.room(network, event.roomId()) : asked);
    }

    /// The gateway's own user is in a room that is linked with nothing, by this spelling of it.
    void visiting(String roomId, Address room) {
        visited.put(roomId, room);
    }

    /// The room for a use, or null. Of several direct rooms, the one made last.
    @Nullable String room(RoomUse use) {
        return rooms.get(use);
    }

    /// The room that is linked under this address, or that shows it as a portal, or null.
    @Nullable String room(Address address) {
        return room(
                address.network().equals(network)
                        ? new RoomUse.Plumbed(address)
                        : new RoomUse.Portal(address));
    }

    /// Notes what a room is for; durable when the future completes.
    Future<Void> put(String roomId, RoomUse use) {
        if (use.equals(uses.get(roomId)) && roomId.equals(rooms.get(use))) {
            return Future.succeededFuture();
        }
        note(roomId, use);
        return NotStored.unlessPut(store, PREFIX + roomId, use.stored())
                .onFailure(_ -> forget(roomId, use));
    }

    private void note(String roomId, RoomUse use) {
        RoomUse before = uses.put(roomId, use);
        if (before != null && !before.equals(use)) {
            rooms.remove(before, roomId);
        }
        rooms.put(use, roomId);
    }

    private void forget(String roomId, RoomUse use) {
        if (uses.remove(roomId, use)) {
            rooms.remove(use, roomId);
        }
    }

    /// Forgets a room; durable when the future completes.
    Future<Void> remove(String roomId) {
        RoomUse use = uses.remove(roomId);
        if (use == null) {
            return Future.succeededFuture();
        }
        rooms.remove(use, roomId);
        return store.remove(PREFIX + roomId);
    }
}

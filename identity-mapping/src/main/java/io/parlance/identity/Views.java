package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which networks show a room of another network as a portal. Thread-safe; reads never block.
public final class Views {
    private final Map<Address, Set<NetworkId>> byRoom = new ConcurrentHashMap<>();
    private final Index index;

    Views(OpenedCache cache) {
        index = new Index(cache, (key, _) -> insert(key), (key, _) -> delete(key));
    }

    /// The networks that show `room` as a portal.
    public Set<NetworkId> of(Address room) {
        return byRoom.getOrDefault(room, Set.of());
    }

    /// `network` shows `room` from now on.
    public Future<Void> add(Address room, NetworkId network) {
        if (of(room).contains(network)) {
            return Future.succeededFuture();
        }
        String key = Keys.pair(Keys.of(room), network.name());
        return index.put(key, "");
    }

    /// `network` no longer shows `room`.
    public Future<Void> remove(Address room, NetworkId network) {
        return index.remove(Keys.pair(Keys.of(room), network.name()), "");
    }

    /// Whoever shows `room` shows `successor` instead from now on.
    public Future<Void> move(Address room, Address successor) {
        Future<Void> moved = Future.succeededFuture();
        for (NetworkId network : Set.copyOf(of(room))) {
            moved = moved.compose(_ -> add(successor, network)).compose(_ -> remove(room, network));
        }
        return moved;
    }

    private void insert(String key) {
        byRoom.computeIfAbsent(Keys.address(Keys.first(key)), _ -> ConcurrentHashMap.newKeySet())
                .add(new NetworkId(Keys.second(key)));
    }

    private void delete(String key) {
        byRoom.computeIfPresent(
                Keys.address(Keys.first(key)),
                (_, networks) -> {
                    networks.remove(new NetworkId(Keys.second(key)));
                    return networks.isEmpty() ? null : networks;
                });
    }
}

package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Which rooms are linked, and which networks show a room of another network. In memory.
public final class RoomLinks {
    private final Map<Address, Link> links = new ConcurrentHashMap<>();
    private final Map<Address, Set<NetworkId>> views = new ConcurrentHashMap<>();

    RoomLinks() {}

    /// Links rooms; fails if one of them is linked already.
    public Future<Link> link(Set<Address> rooms) {
        for (Address room : rooms) {
            if (links.containsKey(room)) {
                return Future.failedFuture(
                        new InvalidValue(FailureReason.CONFLICT, room + " is linked already."));
            }
        }
        Link link = new Link(UUID.randomUUID().toString(), rooms, Instant.now());
        rooms.forEach(room -> links.put(room, link));
        return Future.succeededFuture(link);
    }

    /// Takes a room out of its link and returns the link as it was.
    public Future<Optional<Link>> unlink(Address room) {
        Link before = links.remove(room);
        if (before == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Set<Address> rest = new HashSet<>(before.rooms());
        rest.remove(room);
        if (rest.size() < 2) {
            rest.forEach(links::remove);
        } else {
            Link after = new Link(before.id(), rest, before.since());
            rest.forEach(other -> links.put(other, after));
        }
        return Future.succeededFuture(Optional.of(before));
    }

    /// The rooms linked with `room`, without itself.
    public Set<Address> linkedWith(Address room) {
        Link link = links.get(room);
        if (link == null) {
            return Set.of();
        }
        Set<Address> others = new HashSet<>(link.rooms());
        others.remove(room);
        return others;
    }

    /// The linked rooms of a network.
    public Set<Address> linkedOn(NetworkId network) {
        return links.keySet().stream()
                .filter(room -> room.network().equals(network))
                .collect(Collectors.toSet());
    }

    /// All links.
    public List<Link> all() {
        return links.values().stream().distinct().toList();
    }

    /// The networks that show `room` as a portal.
    public Set<NetworkId> views(Address room) {
        return views.getOrDefault(room, Set.of());
    }

    /// Notes that a network shows `room`.
    public Future<Void> addView(Address room, NetworkId network) {
        views.computeIfAbsent(room, _ -> ConcurrentHashMap.newKeySet()).add(network);
        return Future.succeededFuture();
    }

    /// Notes that a network no longer shows `room`.
    public Future<Void> removeView(Address room, NetworkId network) {
        Set<NetworkId> networks = views.get(room);
        if (networks != null) {
            networks.remove(network);
        }
        return Future.succeededFuture();
    }
}

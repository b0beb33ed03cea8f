package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Which rooms are linked. Reads never block; every look-up is one in a hash map, however many
/// links there are. Thread-safe.
public final class RoomLinks {
    private final Map<Address, Link> byRoom = new ConcurrentHashMap<>();

    /// For each linked room the others of its link: asked for with each message.
    private final Map<Address, Set<Address>> others = new ConcurrentHashMap<>();

    private final Map<NetworkId, Set<Address>> byNetwork = new ConcurrentHashMap<>();
    private final Index index;

    RoomLinks(OpenedCache cache) {
        index = new Index(cache, this::added, this::removed);
    }

    /// Links two or more rooms that are in no link yet.
    ///
    /// @return the new link once it is durable; fails with [InvalidValue] when a room is linked
    ///   already
    public synchronized Future<Link> link(Set<Address> rooms) {
        InvalidValue refusal = refusal(rooms);
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        String id = UUID.randomUUID().toString().substring(0, 8);
        Link link = new Link(id, rooms, Instant.now());
        return index.put(id, stored(link)).map(link).onFailure(_ -> delete(link));
    }

    /// Ends the link that `room` is in.
    ///
    /// @return the link that was, once that is durable; empty if the room was not linked
    public Future<Optional<Link>> unlink(Address room) {
        Link link = byRoom.get(room);
        return link == null
                ? Future.succeededFuture(Optional.empty())
                : index.remove(link.id(), stored(link)).map(Optional.of(link));
    }

    /// Puts `successor` in the place of `room` in its link. Nothing happens if `room` is in none,
    /// or `successor` is in one already.
    ///
    /// @return done when it is durable
    public synchronized Future<Void> move(Address room, Address successor) {
        Link link = byRoom.get(room);
        if (link == null || byRoom.containsKey(successor)) {
            return Future.succeededFuture();
        }
        Set<Address> rooms = new HashSet<>(link.rooms());
        rooms.remove(room);
        rooms.add(successor);
        Link moved = new Link(link.id(), rooms, link.since());
        delete(link);
        return index.put(link.id(), stored(moved))
                .onFailure(
                        _ -> {
                            delete(moved);
                            insert(link);
                        });
    }

    /// The rooms linked with `room`, without itself.
    public Set<Address> linkedWith(Address room) {
        return others.getOrDefault(room, Set.of());
    }

    /// The link that `room` is in.
    public Optional<Link> of(Address room) {
        return Optional.ofNullable(byRoom.get(room));
    }

    /// The linked rooms that live on `network`.
    public Set<Address> linkedOn(NetworkId network) {
        return Set.copyOf(byNetwork.getOrDefault(network, Set.of()));
    }

    /// All links, oldest first.
    public List<Link> all() {
        Collection<Link> links = new HashSet<>(byRoom.values());
        return links.stream().sorted((a, b) -> a.since().compareTo(b.since())).toList();
    }

    private @Nullable InvalidValue refusal(Set<Address> rooms) {
        if (rooms.size() < 2) {
            return new InvalidValue(
                    FailureReason.ADDRESS_INVALID, "A link needs two or more different rooms.");
        }
        for (Address room : rooms) {
            if (!room.isRoom()) {
                return new InvalidValue(
                        FailureReason.ADDRESS_INVALID, room + " is a person, not a room.");
            }
            Link link = byRoom.get(room);
            if (link != null) {
                return new InvalidValue(
                        FailureReason.CONFLICT,
                        room
                                + " is already linked, in link "
                                + link.id()
                                + " with "
                                + linkedWith(room)
                                + ". Unlink it first, or name all rooms in one link.");
            }
        }
        return null;
    }

    private void added(String id, String stored) {
        insert(toLink(id, stored));
    }

    private void removed(String id, String stored) {
        delete(toLink(id, stored));
    }

    private static String stored(Link link) {
        return link.since().toEpochMilli() + "\n" + Keys.join(link.rooms());
    }

    private static Link toLink(String id, String stored) {
        long since = Long.parseLong(Keys.first(stored));
        return new Link(id, Keys.split(Keys.second(stored)), Instant.ofEpochMilli(since));
    }

    private void insert(Link link) {
        for (Address room : link.rooms()) {
            byRoom.put(room, link);
            Set<Address> rest = new HashSet<>(link.rooms());
            rest.remove(room);
            others.put(room, Set.copyOf(rest));
            byNetwork.computeIfAbsent(room.network(), _ -> ConcurrentHashMap.newKeySet()).add(room);
        }
    }

    private void delete(Link link) {
        for (Address room : link.rooms()) {
            byRoom.remove(room);
            others.remove(room);
            byNetwork.getOrDefault(room.network(), Set.of()).remove(room);
        }
    }
}

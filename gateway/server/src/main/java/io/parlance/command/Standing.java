package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.vertx.core.Future;

import java.util.Optional;
import java.util.Set;

/// Finds out what an asker may do in a room. An operator may everything. Who is staff says the
/// room's own network; where it has no staff, or cannot tell, whoever is in the room counts. The
/// addresses of one person count together.
final class Standing {
    private final Facilities facilities;
    private final Permissions permissions;

    Standing(Facilities facilities, Permissions permissions) {
        this.facilities = facilities;
        this.permissions = permissions;
    }

    Permissions permissions() {
        return permissions;
    }

    boolean operator(Asker asker) {
        return permissions.operator(facilities.identities(asker.address()));
    }

    /// Whether the asker is in the room, or in one that is linked with it.
    boolean inside(Asker asker, Address room) {
        Address here = asker.room();
        if (here != null && (here.equals(room) || facilities.linkedWith(room).contains(here))) {
            return true;
        }
        Set<Address> mine = facilities.identities(asker.address());
        return facilities.occupants(room).stream().anyMatch(who -> mine.contains(who.address()));
    }

    /// Whether the asker may give `verb` about `room`.
    Future<Boolean> may(Verb verb, Asker asker, Address room) {
        if (operator(asker)) {
            return Future.succeededFuture(true);
        }
        return switch (permissions.of(verb)) {
            case ANYBODY -> insideNow(asker, room);
            case STAFF -> staff(asker, room);
            case OPERATORS -> Future.succeededFuture(false);
        };
    }

    /// As the room's network knows it, where the gateway does not.
    private Future<Boolean> insideNow(Asker asker, Address room) {
        if (inside(asker, room)) {
            return Future.succeededFuture(true);
        }
        return strongest(asker, room)
                .map(role -> role.filter(it -> it != Event.Role.VISITOR).isPresent());
    }

    private Future<Boolean> staff(Asker asker, Address room) {
        return strongest(asker, room)
                .map(
                        role ->
                                role.map(it -> it.compareTo(Event.Role.MODERATOR) <= 0)
                                        .orElseGet(() -> speaksFor(asker, room)));
    }

    /// The most that any address of the asker may do there; empty if the network cannot tell.
    private Future<Optional<Event.Role>> strongest(Asker asker, Address room) {
        Future<Optional<Event.Role>> found = Future.succeededFuture(Optional.empty());
        for (Address mine : facilities.identities(asker.address())) {
            if (mine.network().equals(room.network())) {
                found =
                        found.compose(
                                before ->
                                        facilities
                                                .role(room, mine)
                                                .map(now -> stronger(before, now)));
            }
        }
        return found;
    }

    private static Optional<Event.Role> stronger(
            Optional<Event.Role> one, Optional<Event.Role> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().compareTo(other.get()) <= 0 ? one : other;
    }

    /// Whether the asker is in the room by an address of the room's own network: a guest from
    /// elsewhere does not speak for it.
    private boolean speaksFor(Asker asker, Address room) {
        Set<Address> mine = facilities.identities(asker.address());
        boolean here =
                room.equals(asker.room()) && asker.address().network().equals(room.network());
        return here
                || facilities.occupants(room).stream()
                        .map(who -> who.address())
                        .anyMatch(it -> it.network().equals(room.network()) && mine.contains(it));
    }
}

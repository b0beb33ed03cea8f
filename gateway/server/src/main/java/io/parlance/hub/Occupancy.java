package io.parlance.hub;

import io.parlance.identity.Memberships;
import io.parlance.identity.RoomLinks;
import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who is in which room, and which networks therefore show a room that lives elsewhere. Lives on
/// the hub's loop.
final class Occupancy {
    private final Memberships memberships;
    private final RoomLinks links;
    private final Map<Address, Set<Address>> roomsOf = new HashMap<>();

    Occupancy(Memberships memberships, RoomLinks links) {
        this.memberships = memberships;
        this.links = links;
    }

    /// Takes up what was known of the linked rooms before a restart.
    void load(Set<NetworkId> networks) {
        for (NetworkId network : networks) {
            for (Address room : links.linkedOn(network)) {
                for (Participant person : memberships.occupants(room)) {
                    index(person.address(), room);
                }
            }
        }
    }

    /// Notes that `person` is in `room`.
    ///
    /// @return true if that is new, or the name is
    boolean joined(Address room, Participant person) {
        boolean news = memberships.joined(room, person);
        if (news) {
            index(person.address(), room);
        }
        return news;
    }

    /// Makes sure that `network` shows `room`, if that lives elsewhere.
    Future<Void> shown(Address room, NetworkId network) {
        return room.network().equals(network) || links.views(room).contains(network)
                ? Future.succeededFuture()
                : links.addView(room, network);
    }

    /// Notes that `person` is no longer in `room`; when the last of a network left, it no longer
    /// shows the room.
    Future<Void> left(Address room, Address person) {
        boolean was = forget(room, person);
        NetworkId network = person.network();
        boolean last = was && !room.network().equals(network) && !anyOf(room, network);
        return last ? links.removeView(room, network) : Future.succeededFuture();
    }

    /// Notes that `person` is not in `room`.
    ///
    /// @return whether they had been
    boolean forget(Address room, Address person) {
        Set<Address> rooms = roomsOf.get(person);
        if (rooms != null && rooms.remove(room) && rooms.isEmpty()) {
            roomsOf.remove(person);
        }
        return memberships.left(room, person);
    }

    void changed(Address room, Event.RoomChange change) {
        if (change.topic() != null) {
            memberships.topic(room, change.topic());
        }
    }

    /// The rooms that `person` is in.
    Set<Address> roomsOf(Address person) {
        return roomsOf.getOrDefault(person, Set.of());
    }

    /// The number of people in `room` and the rooms linked with it, as far as known.
    int size(Address room) {
        int size = memberships.occupants(room).size();
        for (Address linked : links.linkedWith(room)) {
            size += memberships.occupants(linked).size();
        }
        return size;
    }

    /// Adds everybody in `room` and the rooms linked with it who is not of `network`.
    void collectOthers(Address room, NetworkId network, Set<Address> people) {
        collect(room, network, people);
        for (Address linked : links.linkedWith(room)) {
            collect(linked, network, people);
        }
    }

    private void collect(Address room, NetworkId network, Set<Address> people) {
        for (Participant person : memberships.occupants(room)) {
            if (!person.address().network().equals(network)) {
                people.add(person.address());
            }
        }
    }

    private boolean anyOf(Address room, NetworkId network) {
        for (Participant person : memberships.occupants(room)) {
            if (person.address().network().equals(network)) {
                return true;
            }
        }
        return false;
    }

    private void index(Address person, Address room) {
        roomsOf.computeIfAbsent(person, _ -> new HashSet<>(2)).add(room);
    }
}

package io.parlance.hub;

import io.parlance.identity.Memberships;
import io.parlance.identity.RoomLinks;
import io.parlance.identity.Views;
import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import java.util.Set;

/// Who is in which room, and which networks therefore show a room that lives elsewhere. Lives on
/// the hub's loop.
final class Occupancy {
    private static final Future<Void> NOTHING = Future.succeededFuture();

    private final Memberships memberships;
    private final RoomLinks links;
    private final Views views;

    Occupancy(Memberships memberships, RoomLinks links, Views views) {
        this.memberships = memberships;
        this.links = links;
        this.views = views;
    }

    /// Notes that `person` is in `room`.
    ///
    /// @return true if that is new, or the name is
    boolean joined(Address room, Participant person) {
        return memberships.joined(room, person);
    }

    /// Notes that `person`, who did something in `room`, must be there. A name that is known
    /// already stays: most events carry none.
    void seen(Address room, Participant person) {
        if (!memberships.rooms(person.address()).contains(room)) {
            memberships.joined(room, person);
        }
    }

    /// Makes sure that `network` shows `room`, if that lives elsewhere.
    Future<Void> shown(Address room, NetworkId network) {
        return room.network().equals(network) || views.of(room).contains(network)
                ? NOTHING
                : views.add(room, network);
    }

    /// Notes that `person` is no longer in `room`; when the last of a network left, it no longer
    /// shows the room.
    Future<Void> left(Address room, Address person) {
        NetworkId network = person.network();
        boolean was = memberships.left(room, person);
        boolean last = was && !room.network().equals(network) && !memberships.anyOf(room, network);
        return last ? views.remove(room, network) : NOTHING;
    }

    /// Takes back that `person` is in `room`.
    void forget(Address room, Address person) {
        memberships.left(room, person);
    }

    void changed(Address room, Event.RoomChange change) {
        if (change.topic() != null) {
            memberships.topic(room, change.topic());
        }
    }

    /// The rooms that `person` is in.
    Set<Address> roomsOf(Address person) {
        return memberships.rooms(person);
    }

    /// The number of people in `room` and the rooms linked with it, as far as known.
    int size(Address room) {
        int size = memberships.size(room);
        for (Address linked : links.linkedWith(room)) {
            size += memberships.size(linked);
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
}

package io.parlance.hub;

import io.parlance.identity.Link;
import io.parlance.identity.RoomLinks;
import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Links rooms and takes links apart, and tells each room's network durably, so that its adapter
/// enters or leaves the room even if it is not connected now. Any thread.
public final class Linking {
    private final String gateway;
    private final NetworkRegistry networks;
    private final RoomLinks links;
    private final Dispatch dispatch;

    Linking(String gateway, NetworkRegistry networks, RoomLinks links, Dispatch dispatch) {
        this.gateway = gateway;
        this.networks = networks;
        this.links = links;
        this.dispatch = dispatch;
    }

    /// Links `rooms`; done when the link and what its networks are told are durable.
    ///
    /// @return a future that fails with [InvalidValue] if these rooms cannot be linked; its text
    ///   says why
    public Future<Link> link(Set<Address> rooms) {
        try {
            check(rooms);
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
        return links.link(rooms)
                .compose(
                        link -> {
                            List<Future<?>> told = new ArrayList<>();
                            rooms.forEach(room -> told.add(tell(room, true, without(rooms, room))));
                            return Future.all(told).map(link);
                        });
    }

    /// Takes `room` out of its link. If only one room remains, that one is no longer linked either.
    ///
    /// @return the link that the room was in, or empty if it was in none
    public Future<Optional<Link>> unlink(Address room) {
        Set<Address> others = Set.copyOf(links.linkedWith(room));
        return links.unlink(room)
                .compose(
                        link -> {
                            if (link.isEmpty()) {
                                return Future.succeededFuture(link);
                            }
                            List<Future<?>> told = new ArrayList<>();
                            told.add(tell(room, false, others));
                            others.forEach(other -> told.add(tellRemaining(other, room)));
                            return Future.all(told).map(link);
                        });
    }

    /// All links.
    public List<Link> all() {
        return links.all();
    }

    private Future<?> tellRemaining(Address room, Address gone) {
        Set<Address> rest = links.linkedWith(room);
        return rest.isEmpty() ? tell(room, false, Set.of(gone)) : tell(room, true, rest);
    }

    private void check(Set<Address> rooms) {
        if (rooms.size() < 2) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    "A link needs at least two different rooms; name each by its own address.");
        }
        for (Address room : rooms) {
            if (!room.isRoom()) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID,
                        room + " is a person; only rooms can be linked.");
            }
            if (networks.find(room.network()) == null) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID,
                        "There is no network called '%s'; configured are %s."
                                .formatted(room.network(), networks.ids()));
            }
            if (!links.linkedWith(room).isEmpty()) {
                throw new InvalidValue(
                        FailureReason.CONFLICT,
                        "%s is linked with %s already; unlink it first."
                                .formatted(room, links.linkedWith(room)));
            }
        }
    }

    private Future<?> tell(Address room, boolean linked, Set<Address> others) {
        NetworkId network = room.network();
        if (networks.find(network) == null) {
            // A network that was taken out of the configuration has nobody to tell.
            return Future.succeededFuture();
        }
        Conversation target = new Conversation.Room(room);
        Envelope envelope =
                Envelope.of(
                        Participant.of(Address.person(network, gateway)),
                        target,
                        null,
                        Instant.now(),
                        new Event.Linkage(linked, List.copyOf(others)));
        return dispatch.send(envelope, List.of(new Destination(network, target)));
    }

    private static Set<Address> without(Set<Address> rooms, Address room) {
        Set<Address> others = new HashSet<>(rooms);
        others.remove(room);
        return others;
    }
}

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
                            tellAll(rooms, true, told);
                            return Future.all(told).map(link);
                        });
    }

    /// Ends the link that `room` is in.
    ///
    /// @return the link that was, or empty if there was none
    public Future<Optional<Link>> unlink(Address room) {
        return links.unlink(room)
                .compose(
                        link -> {
                            List<Future<?>> told = new ArrayList<>();
                            link.ifPresent(was -> tellAll(was.rooms(), false, told));
                            return Future.all(told).map(link);
                        });
    }

    /// All links.
    public List<Link> all() {
        return links.all();
    }

    /// Tells a room that takes part in a link now that it does.
    Future<?> tellNew(Address room) {
        return tell(room, true, links.linkedWith(room));
    }

    private void tellAll(Set<Address> rooms, boolean linked, List<Future<?>> told) {
        rooms.forEach(room -> told.add(tell(room, linked, without(rooms, room))));
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

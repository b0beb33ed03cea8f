package io.parlance.admin;

import io.parlance.hub.EventHub;
import io.parlance.identity.IdentityMapping;
import io.parlance.identity.Link;
import io.parlance.journal.Journal;
import io.parlance.journal.OutboxRow;
import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an operator may ask of a running gateway. A future fails with [InvalidValue] when what was
/// asked for makes no sense; its message says what to write instead. Any thread.
public final class Operations {
    private final EventHub hub;
    private final Journal journal;
    private final IdentityMapping mapping;
    private final Spellings spellings;

    /// What may be asked of these parts.
    public Operations(EventHub hub, Journal journal, IdentityMapping mapping) {
        this.hub = hub;
        this.journal = journal;
        this.mapping = mapping;
        this.spellings = new Spellings(hub.networks());
    }

    /// All links, oldest first.
    public List<LinkView> links() {
        return hub.linking().all().stream().map(Views::link).toList();
    }

    /// Links rooms, given as `network:room`.
    public Future<LinkView> link(Collection<String> rooms) {
        Set<Address> addresses = new LinkedHashSet<>();
        try {
            rooms.forEach(room -> addresses.add(spellings.room(room)));
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
        return hub.linking().link(addresses).map(Views::link);
    }

    /// Ends the link that a room is in; the list is empty if it was in none.
    public Future<List<LinkView>> unlink(String room) {
        try {
            return hub.linking()
                    .unlink(spellings.room(room))
                    .map(link -> link.map(Views::link).stream().toList());
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
    }

    /// Whether exactly these rooms, or more, are one room already.
    public boolean linked(Collection<String> rooms) {
        List<Address> addresses = rooms.stream().map(spellings::room).toList();
        Set<Address> others = hub.rooms().linkedWith(addresses.getFirst());
        return others.containsAll(addresses.subList(1, addresses.size()));
    }

    /// Every linked room.
    public List<RoomView> rooms() {
        List<RoomView> rooms = new ArrayList<>();
        for (Link link : hub.linking().all()) {
            link.rooms().stream()
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .forEach(room -> rooms.add(room(link, room)));
        }
        return rooms;
    }

    /// What these rooms lose, or would if they were linked; for none, what each link loses.
    ///
    /// @throws InvalidValue if one is no room, or only one is named that is in no link
    public List<LossView> losses(List<String> rooms) {
        if (rooms.isEmpty()) {
            return hub.linking().all().stream()
                    .map(link -> Losses.of(known(link.rooms()), hub::capabilities))
                    .toList();
        }
        Set<Address> addresses = new LinkedHashSet<>();
        for (String room : rooms) {
            Address address = spellings.room(room);
            addresses.add(address);
            addresses.addAll(known(hub.rooms().linkedWith(address)));
        }
        if (addresses.size() < 2) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    rooms.getFirst() + " is in no link; name the rooms to link it with, too.");
        }
        return List.of(Losses.of(addresses, hub::capabilities));
    }

    /// Without those of a network that was taken out of the configuration.
    private List<Address> known(Collection<Address> rooms) {
        return rooms.stream()
                .filter(room -> hub.networks().ids().contains(room.network()))
                .toList();
    }

    private RoomView room(Link link, Address room) {
        return new RoomView(
                room.toString(),
                link.id(),
                mapping.memberships().topic(room),
                mapping.views().of(room).stream().map(NetworkId::name).sorted().toList(),
                mapping.memberships().occupants(room).stream().map(Operations::occupant).toList());
    }

    private static RoomView.Occupant occupant(Participant who) {
        return new RoomView.Occupant(who.address().toString(), who.shownName());
    }

    /// All people with addresses on several networks.
    public List<PersonView> identities() {
        return mapping.identities().all().stream().map(Views::person).toList();
    }

    /// Says that two addresses are one person's.
    public Future<PersonView> identify(String one, String other) {
        try {
            return mapping.identities()
                    .link(spellings.any(one), spellings.any(other))
                    .map(Views::person);
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
    }

    /// Says that an address is nobody else's.
    ///
    /// @return whether it was anybody's
    public Future<Boolean> forget(String address) {
        try {
            return mapping.identities().unlink(spellings.any(address));
        } catch (InvalidValue e) {
            return Future.failedFuture(e);
        }
    }

    /// The way of a message, by its id in the gateway or on any network.
    public Future<TraceView> trace(String id) {
        return journal.trace(id)
                .map(steps -> new TraceView(id, steps.stream().map(Views::step).toList()));
    }

    /// The oldest deliveries that wait.
    public Future<List<DeliveryView>> outbox(int limit) {
        Map<NetworkId, LinkState> links = hub.links();
        return journal.outbox(limit)
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> Views.waiting(row, links.get(network(row))))
                                        .toList());
    }

    private static NetworkId network(OutboxRow row) {
        return row.delivery().destination().network();
    }

    /// The newest deliveries that were given up.
    public Future<List<DeliveryView>> deadLetters(int limit) {
        return journal.deadLetters(limit).map(rows -> rows.stream().map(Views::dead).toList());
    }

    /// Tries a delivery again that was given up.
    ///
    /// @return whether there was one of that number
    public Future<Boolean> replay(long delivery) {
        return hub.replay(delivery);
    }
}

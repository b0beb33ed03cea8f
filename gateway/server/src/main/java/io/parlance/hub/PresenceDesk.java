package io.parlance.hub;

import io.parlance.identity.PresenceBoard;
import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Brings people's presence to those who watch them or share a room with them. The same presence
/// twice is dropped; of many in a short time, the first and the last are passed on. Lives on the
/// hub's loop.
final class PresenceDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceDesk.class);
    private static final Conversation EVERYONE = new Conversation.Everyone();

    private final Core core;
    private final PresenceBoard board;
    private final Occupancy occupancy;
    private final EphemeralRouter ephemerals;

    /// Whose presence was passed on within the interval: true if it has changed again since.
    private final Map<Address, Boolean> resting = new HashMap<>();

    /// The same people, by when their rest ends: in order, since all rest equally long.
    private final Queue<Rest> rests = new ArrayDeque<>();

    private record Rest(Address person, long until) {}

    PresenceDesk(Core core, PresenceBoard board, Occupancy occupancy, EphemeralRouter ephemerals) {
        this.core = core;
        this.board = board;
        this.occupancy = occupancy;
        this.ephemerals = ephemerals;
    }

    /// Takes a presence that was reported.
    Acceptance report(Envelope envelope, Event.Presence presence) {
        Address person = envelope.sender().address();
        if (!board.update(person, presence)) {
            return new Acceptance.Dropped("unchanged");
        }
        if (resting.containsKey(person)) {
            resting.put(person, true);
        } else {
            tellAll(envelope);
            rest(person);
        }
        return new Acceptance.Accepted(envelope.id());
    }

    /// Passes on what changed during the rest.
    void tick(long now) {
        while (!rests.isEmpty() && rests.element().until - now <= 0) {
            Address person = rests.remove().person;
            if (Boolean.TRUE.equals(resting.remove(person))) {
                board.of(person).ifPresent(presence -> tellAll(envelope(person, presence)));
                rest(person);
            }
        }
    }

    /// Somebody wants to see another's presence, or no longer.
    Future<Void> subscribe(Address watcher, Address target, boolean active) {
        if (!active) {
            return board.unwatch(watcher, target);
        }
        Future<Void> durable = board.watch(watcher, target);
        tell(target, watcher.network(), Set.of(watcher));
        return durable;
    }

    /// Two people write to each other, so each is interested in the other.
    void met(Address one, Address other) {
        watchOnce(one, other);
        watchOnce(other, one);
    }

    /// A network is reachable again: whatever its people watch may have changed meanwhile.
    void resend(NetworkId network) {
        for (Address watched : board.watchedFrom(network)) {
            Set<Address> there = new HashSet<>();
            for (Address watcher : board.watchers(watched)) {
                if (watcher.network().equals(network)) {
                    there.add(watcher);
                }
            }
            tell(watched, network, there);
        }
    }

    private void watchOnce(Address watcher, Address target) {
        if (!board.watchers(target).contains(watcher)) {
            subscribe(watcher, target, true)
                    .onFailure(
                            fault ->
                                    LOG.warn(
                                            "{} cannot watch {}: {}",
                                            watcher,
                                            target,
                                            fault.toString()));
        }
    }

    private void rest(Address person) {
        long interval = core.settings().presenceInterval().toNanos();
        if (interval > 0) {
            resting.put(person, false);
            rests.add(new Rest(person, System.nanoTime() + interval));
        }
    }

    private void tell(Address watched, NetworkId network, Set<Address> audience) {
        if (!audience.isEmpty() && !watched.network().equals(network)) {
            board.of(watched)
                    .ifPresent(presence -> offer(envelope(watched, presence), network, audience));
        }
    }

    private void tellAll(Envelope envelope) {
        Map<NetworkId, Set<Address>> audiences = new HashMap<>();
        for (Address watcher : interested(envelope.sender().address())) {
            audiences.computeIfAbsent(watcher.network(), _ -> new HashSet<>()).add(watcher);
        }
        audiences.forEach((network, audience) -> offer(envelope, network, audience));
    }

    private Set<Address> interested(Address person) {
        NetworkId network = person.network();
        Set<Address> people = new HashSet<>();
        for (Address watcher : board.watchers(person)) {
            if (!watcher.network().equals(network)) {
                people.add(watcher);
            }
        }
        for (Address room : occupancy.roomsOf(person)) {
            if (occupancy.size(room) <= core.settings().quietRoomSize()) {
                occupancy.collectOthers(room, network, people);
            }
        }
        return people;
    }

    private void offer(Envelope envelope, NetworkId network, Set<Address> audience) {
        ephemerals.offer(envelope, new Destination(network, EVERYONE), audience, "presence");
    }

    private static Envelope envelope(Address person, Event.Presence presence) {
        return Envelope.of(Participant.of(person), EVERYONE, null, Instant.now(), presence);
    }
}

package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;
import io.vertx.core.Future;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rooms and people on three networks: on `left` and `right` rooms have staff, `mute` cannot tell.
final class Village implements Facilities {
    final Map<Address, Map<Address, Event.Role>> roles = new HashMap<>();
    final Map<Address, List<Participant>> occupants = new HashMap<>();
    final List<Set<Address>> links = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    final Map<Address, Set<Address>> identities = new HashMap<>();
    final Map<String, Way> ways = new HashMap<>();
    final Watch watch = new Watch();

    /// A clock that goes when it is told to.
    static final class Watch extends Clock {
        Instant now = Instant.parse("2026-03-01T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    static Address person(String spelling) {
        int colon = spelling.indexOf(':');
        return Address.person(
                new NetworkId(spelling.substring(0, colon)), spelling.substring(colon + 1));
    }

    /// Somebody in a room, with a role there.
    void put(String who, String room, Event.Role role) {
        roles.computeIfAbsent(room(room), _ -> new HashMap<>()).put(person(who), role);
        occupants
                .computeIfAbsent(room(room), _ -> new ArrayList<>())
                .add(Participant.of(person(who)));
    }

    @Override
    public Address room(String spelling) {
        int at = spelling.indexOf(":#");
        if (at < 0) {
            throw new InvalidValue(FailureReason.ADDRESS_INVALID, spelling + " is no room");
        }
        return Address.room(new NetworkId(spelling.substring(0, at)), spelling.substring(at + 2));
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        Set<Address> others = new HashSet<>();
        links.stream().filter(link -> link.contains(room)).forEach(others::addAll);
        others.remove(room);
        return others;
    }

    @Override
    public List<Participant> occupants(Address room) {
        List<Participant> all = new ArrayList<>(occupants.getOrDefault(room, List.of()));
        linkedWith(room).forEach(it -> all.addAll(occupants.getOrDefault(it, List.of())));
        return all;
    }

    @Override
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        if (room.network().name().equals("mute")) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.succeededFuture(
                Optional.of(
                        roles.getOrDefault(room, Map.of())
                                .getOrDefault(person, Event.Role.VISITOR)));
    }

    @Override
    public Capabilities capabilities(Address room) {
        boolean mute = room.network().name().equals("mute");
        return new Capabilities(
                Map.of(
                        Feature.REACTION,
                        mute ? Support.FALLBACK : Support.FULL,
                        Feature.TYPING,
                        mute ? Support.DROPPED : Support.FULL),
                1000);
    }

    @Override
    public Future<Void> link(Set<Address> rooms) {
        links.add(Set.copyOf(rooms));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> unlink(Address room) {
        links.removeIf(link -> link.contains(room));
        return Future.succeededFuture();
    }

    @Override
    public Set<Address> identities(Address person) {
        return identities.getOrDefault(person, Set.of(person));
    }

    @Override
    public Future<Void> identify(Address one, Address other) {
        Set<Address> both = Set.of(one, other);
        both.forEach(it -> identities.put(it, both));
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<Way>> way(String id) {
        return Future.succeededFuture(Optional.ofNullable(ways.get(id)));
    }

    @Override
    public Future<Optional<EnvelopeId>> answered(EnvelopeId id) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> say(Address room, String text) {
        said.add(room + " <- " + text);
        return Future.succeededFuture();
    }
}

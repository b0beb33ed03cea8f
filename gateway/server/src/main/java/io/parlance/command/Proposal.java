package io.parlance.command;

import io.parlance.model.Address;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A link that was asked for and not agreed to by all rooms yet.
///
/// @param code what agreeing to it is called
/// @param by who asked
/// @param byName the name they go by
/// @param rooms all rooms of the link; the first is where it was asked from
/// @param agreed the rooms whose staff agreed
/// @param until when it lapses
record Proposal(
        String code,
        Address by,
        String byName,
        List<Address> rooms,
        Set<Address> agreed,
        Instant until) {
    /// Copies the collections.
    Proposal {
        rooms = List.copyOf(rooms);
        agreed = Set.copyOf(agreed);
    }

    /// The room it was asked from.
    Address home() {
        return rooms.getFirst();
    }

    /// The rooms that did not agree yet.
    List<Address> open() {
        return rooms.stream().filter(room -> !agreed.contains(room)).toList();
    }

    /// The same with more rooms agreed.
    Proposal agreedBy(Set<Address> more) {
        Set<Address> all = new HashSet<>(agreed);
        all.addAll(more);
        return new Proposal(code, by, byName, rooms, all, until);
    }
}

package io.parlance.identity;

import io.parlance.model.Address;

import java.time.Instant;
import java.util.Set;

/// Rooms that are linked: what is said in one is said in all.
///
/// @param id short and unique, for the command line
/// @param rooms two or more, each in this link only
/// @param since when it was made
public record Link(String id, Set<Address> rooms, Instant since) {
    /// Copies the rooms.
    public Link {
        rooms = Set.copyOf(rooms);
    }
}

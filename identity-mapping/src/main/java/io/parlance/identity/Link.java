package io.parlance.identity;

import io.parlance.model.Address;
import java.time.Instant;
import java.util.Set;

/// Rooms that are linked: what is said in one is heard in all.
///
/// @param id names the link for commands
/// @param rooms at least two
/// @param since when it was made
public record Link(String id, Set<Address> rooms, Instant since) {
    /// Copies the set.
    public Link {
        rooms = Set.copyOf(rooms);
    }
}

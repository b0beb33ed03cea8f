package io.parlance.identity;

import io.parlance.model.Address;

import java.util.Set;

/// One person's addresses on several networks.
///
/// @param id short and unique, for the command line
/// @param addresses two or more, each belonging to this person only
public record Person(String id, Set<Address> addresses) {
    /// Copies the addresses.
    public Person {
        addresses = Set.copyOf(addresses);
    }
}

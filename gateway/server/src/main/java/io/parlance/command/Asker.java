package io.parlance.command;

import io.parlance.model.Address;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

/// Who gives a command, and where.
///
/// @param who the person, by their own address
/// @param room the room it was said in; null if it was said to the bot alone
public record Asker(Participant who, @Nullable Address room) {
    /// The person's address.
    public Address address() {
        return who.address();
    }
}

package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// A person or a room, by the network it lives on and that network's canonical spelling: a bare
/// JID, `@user:server`, a mail address. Only that network's [io.parlance.spi.AddressSpace] makes or
/// reads the spelling; everyone else compares it and hands it on. A ghost never has an address of
/// its own: it is always named by the person it stands for.
///
/// @param network where it lives
/// @param kind person or room
/// @param value the canonical native spelling, unique in the network and kind
public record Address(NetworkId network, Kind kind, String value) {
    /// What an address names.
    public enum Kind {
        /// A person, a device or a bot: somebody who can send.
        PERSON,
        /// A place where several people are.
        ROOM
    }

    /// Refuses an empty or oversized spelling and control characters.
    public Address {
        if (value.isEmpty() || Limits.exceeds(value, Limits.ADDRESS_BYTES)) {
            throw new InvalidValue(
                    FailureReason.ADDRESS_INVALID,
                    "An address has 1 to " + Limits.ADDRESS_BYTES + " bytes.");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID, "An address holds no control characters.");
            }
        }
    }

    /// The address of a person.
    public static Address person(NetworkId network, String value) {
        return new Address(network, Kind.PERSON, value);
    }

    /// The address of a room.
    public static Address room(NetworkId network, String value) {
        return new Address(network, Kind.ROOM, value);
    }

    /// Whether this names a room.
    public boolean isRoom() {
        return kind == Kind.ROOM;
    }

    // A key of the hub's maps: what a record has by itself goes by method handles, which costs
    // more.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Address(var theirs, var sort, var spelling)
                        && value.equals(spelling)
                        && kind == sort
                        && network.equals(theirs));
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + network.hashCode();
    }

    /// `network:value`, for logs and the command line.
    @Override
    public String toString() {
        return network + ":" + value;
    }
}

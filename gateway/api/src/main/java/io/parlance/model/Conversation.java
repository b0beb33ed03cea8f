package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// Where an event happens.
public sealed interface Conversation {
    /// Between the sender and one other person.
    ///
    /// @param recipient the person written to, by the address on their own network
    record Direct(Address recipient) implements Conversation {
        /// Refuses a room.
        public Direct {
            if (recipient.isRoom()) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID, recipient + " is a room, not a person.");
            }
        }

        // A key of the hub's maps, like an address.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Direct(var theirs) && recipient.equals(theirs);
        }

        @Override
        public int hashCode() {
            return recipient.hashCode();
        }
    }

    /// In a room. The room may live on another network than the event comes from or goes to: then
    /// the near network shows it as a portal.
    ///
    /// @param room the room, by the address on its home network
    record Room(Address room) implements Conversation {
        /// Refuses a person.
        public Room {
            if (!room.isRoom()) {
                throw new InvalidValue(
                        FailureReason.ADDRESS_INVALID, room + " is a person, not a room.");
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Room(var theirs) && room.equals(theirs);
        }

        @Override
        public int hashCode() {
            return room.hashCode();
        }
    }

    /// In no conversation: for whoever is interested in the sender. Presence travels so.
    record Everyone() implements Conversation {}
}

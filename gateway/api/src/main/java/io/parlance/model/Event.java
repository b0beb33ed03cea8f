package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What happened. The set is closed: a new kind breaks every switch over it until each adapter says
/// what becomes of it.
public sealed interface Event {
    /// An event that must not be lost: journalled, retried, traced.
    sealed interface Durable extends Event {}

    /// An event of which only the newest counts: coalesced, dropped under pressure, never
    /// journalled.
    sealed interface Ephemeral extends Event {}

    /// Somebody said something.
    ///
    /// @param body what
    /// @param style how it is meant
    /// @param inReplyTo the message it answers, if it says so
    record Message(Body body, Style style, @Nullable MessageRef inReplyTo) implements Durable {
        /// A plain message that answers nothing in particular.
        public static Message of(String text) {
            return new Message(Body.of(text), Style.CHAT, null);
        }
    }

    /// How a message is meant.
    enum Style {
        /// Ordinary speech.
        CHAT,
        /// An action told in the third person: `/me`, `m.emote`.
        EMOTE,
        /// Said by a machine: never answered by one (Matrix `m.notice`, RFC 3834).
        NOTICE
    }

    /// The sender replaces an earlier message of theirs.
    ///
    /// @param target the original message, also when it was edited before
    record Edit(MessageRef target, Body body) implements Durable {}

    /// The sender, or a moderator, takes a message back.
    record Retraction(MessageRef target, @Nullable String reason) implements Durable {}

    /// The full set of the sender's reactions to a message; empty means none is left (XEP-0444).
    record Reaction(MessageRef target, List<String> emoji) implements Durable {
        /// Copies the set.
        public Reaction {
            emoji = List.copyOf(emoji);
        }
    }

    /// Somebody's membership of a room changed.
    ///
    /// @param change what happened
    /// @param subject to whom; the envelope's sender is who did it
    /// @param reason in words, if one was given
    record Membership(Change change, Participant subject, @Nullable String reason)
            implements Durable {
        /// The ways a membership changes.
        public enum Change {
            /// Entered, or took another name.
            JOIN,
            /// Left.
            LEAVE,
            /// Was asked to come.
            INVITE,
            /// Was put out.
            KICK,
            /// Was put out and may not come back.
            BAN
        }
    }

    /// A room's name or topic changed; null means unchanged, empty means cleared.
    record RoomChange(@Nullable String name, @Nullable String topic) implements Durable {}

    /// Somebody wants to see, or no longer wants to see, another's presence.
    record Subscription(boolean active) implements Durable {}

    /// A room was linked with others, or is no longer. The network's adapter enters or leaves the
    /// room and tells the people there who can read along.
    ///
    /// @param linked true when linked, false when unlinked
    /// @param others the other rooms of the link
    record Linkage(boolean linked, List<Address> others) implements Durable {
        /// Copies the list.
        public Linkage {
            others = List.copyOf(others);
        }
    }

    /// A message could not be delivered, for good; told to its writer in the writer's own network.
    ///
    /// @param target the message that failed
    /// @param recipient who, or which room, it was for; null if not known
    /// @param failure why
    record DeliveryFailure(MessageRef target, @Nullable Address recipient, Failure failure)
            implements Durable {}

    /// Somebody's availability.
    ///
    /// @param status in words, if given
    record Presence(Availability availability, @Nullable String status) implements Ephemeral {
        /// Cuts an overlong status; an empty one counts as none.
        public Presence {
            if (status != null) {
                status = status.isBlank() ? null : Limits.cut(status, Limits.STATUS_LENGTH);
            }
        }
    }

    /// How available somebody is.
    enum Availability {
        /// There.
        AVAILABLE,
        /// There, but not looking.
        AWAY,
        /// There, and wants no disturbance.
        BUSY,
        /// Gone.
        OFFLINE
    }

    /// The sender writes (true) or stopped writing (false).
    record Typing(boolean active) implements Ephemeral {}

    /// A message reached, or was seen by, the sender of this event.
    record Receipt(MessageRef target, Stage stage) implements Ephemeral {
        /// How far the message came.
        public enum Stage {
            /// The far network or device has it (XEP-0184).
            DELIVERED,
            /// A person has seen it (XEP-0333, `m.read`, RFC 8098).
            DISPLAYED
        }
    }
}

package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
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
    /// @param thread the message that began the thread it belongs to, if it is in one; where the
    ///   origin network names threads by ids of their own, that id, until the hub knows the message
    /// @param expires when it should vanish, if it says so
    record Message(
            Body body,
            Style style,
            @Nullable MessageRef inReplyTo,
            @Nullable MessageRef thread,
            @Nullable Instant expires)
            implements Durable {
        /// A message in no thread, for good.
        public Message(Body body, Style style, @Nullable MessageRef inReplyTo) {
            this(body, style, inReplyTo, null, null);
        }

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
    ///
    /// @param byModerator whether the room's staff did, which the origin network has checked; the
    ///   hub refuses it from anybody else but the author
    record Retraction(MessageRef target, @Nullable String reason, boolean byModerator)
            implements Durable {
        /// By the author.
        public Retraction(MessageRef target, @Nullable String reason) {
            this(target, reason, false);
        }
    }

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
            BAN,
            /// May come back.
            UNBAN
        }
    }

    /// What somebody may do in a room changed (XEP-0045 affiliations and roles, Matrix power
    /// levels).
    ///
    /// @param subject whose; the envelope's sender is who did it
    record RoleChange(Participant subject, Role role) implements Durable {}

    /// What somebody may do in a room, the most first.
    enum Role {
        /// Everything: XMPP owner, Matrix 100.
        OWNER,
        /// Nearly everything: XMPP admin, Matrix 75.
        ADMIN,
        /// Put people out and take messages back: XMPP moderator, Matrix 50.
        MODERATOR,
        /// Speak: XMPP participant, Matrix 0.
        PARTICIPANT,
        /// Only listen: XMPP visitor, Matrix below what sending needs.
        VISITOR
    }

    /// A room's name, topic or picture changed; null means unchanged, empty means cleared.
    record RoomChange(@Nullable String name, @Nullable String topic, @Nullable Avatar avatar)
            implements Durable {
        /// A change in words alone.
        public RoomChange(@Nullable String name, @Nullable String topic) {
            this(name, topic, null);
        }
    }

    /// A room goes on in another one on the same network (Matrix `m.room.tombstone`). The hub moves
    /// its links there and tells nobody else.
    record Succession(Address successor) implements Durable {}

    /// What somebody looks like to others changed; null means unchanged. Travels in
    /// [Conversation.Everyone].
    ///
    /// @param name the name to show; empty if there is none any more
    record Profile(@Nullable String name, @Nullable Avatar avatar) implements Durable {}

    /// A picture of somebody or of a room.
    ///
    /// @param picture the picture, or null if there is none any more
    record Avatar(@Nullable Attachment picture) {
        /// That there is no picture any more.
        public static final Avatar NONE = new Avatar(null);
    }

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
    /// @param act what the writer did; what can be reverted there, such as a reaction, is
    record DeliveryFailure(MessageRef target, @Nullable Address recipient, Failure failure, Act act)
            implements Durable {
        /// Of a message.
        public DeliveryFailure(MessageRef target, @Nullable Address recipient, Failure failure) {
            this(target, recipient, failure, Act.MESSAGE);
        }
    }

    /// What somebody did that could not be delivered.
    enum Act {
        /// Said something.
        MESSAGE,
        /// Replaced what they had said.
        EDIT,
        /// Took a message back.
        RETRACTION,
        /// Reacted to a message.
        REACTION,
        /// Something else.
        OTHER
    }

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

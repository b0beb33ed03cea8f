package io.parlance.hub;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

/// What rooms let pass beyond what people say. Pure.
///
/// @param receipts whether it is told that a message arrived or was seen
/// @param typing whether it is told that somebody writes
/// @param moderation whose moderators decide about whom
/// @param history how many of the last messages a newcomer may be shown
public record RoomPolicy(Scope receipts, Scope typing, Moderation moderation, int history) {
    /// Everything passes.
    public static final RoomPolicy OPEN =
            new RoomPolicy(Scope.ALL, Scope.ALL, Moderation.MIRROR, 100);

    /// Where something is told.
    public enum Scope {
        /// In rooms and between two people.
        ALL,
        /// Between two people only.
        DIRECT,
        /// Nowhere.
        NONE;

        boolean covers(Conversation conversation) {
            return switch (this) {
                case ALL -> true;
                case DIRECT -> conversation instanceof Conversation.Direct;
                case NONE -> false;
            };
        }
    }

    /// Whose moderators decide about whom.
    public enum Moderation {
        /// Each room's moderators decide for all rooms linked with it: who is put out of one is put
        /// out of all.
        MIRROR,
        /// Each room's moderators decide about the people of their own network, and about messages.
        OWN,
        /// The same, and messages are taken back by their authors only.
        OFF
    }

    /// What the other networks hear of `envelope`: it, less of it, or null for nothing.
    @Nullable Envelope applied(Envelope envelope) {
        if (moderation == Moderation.MIRROR) {
            return envelope;
        }
        return switch (envelope.event()) {
            case Event.Membership(var change, var subject, var reason) ->
                    membership(envelope, change, subject, reason);
            case Event.RoleChange _ -> null;
            case Event.Retraction retraction ->
                    moderation == Moderation.OFF && retraction.byModerator() ? null : envelope;
            case Event.Message _,
                    Event.Edit _,
                    Event.Reaction _,
                    Event.RoomChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    envelope;
        };
    }

    /// Somebody who was put out of their own network's room has left it, as the others see it.
    private static @Nullable Envelope membership(
            Envelope envelope, Change change, Participant subject, @Nullable String reason) {
        NetworkId theirs = subject.address().network();
        return switch (change) {
            case JOIN, LEAVE, INVITE -> envelope;
            case KICK, BAN ->
                    theirs.equals(envelope.origin())
                            ? envelope.withEvent(
                                    new Event.Membership(Change.LEAVE, subject, reason))
                            : null;
            case UNBAN -> null;
        };
    }
}

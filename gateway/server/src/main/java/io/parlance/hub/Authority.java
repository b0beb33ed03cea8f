package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/// Who may do what to a message. Pure.
final class Authority {
    private Authority() {}

    /// Why the sender of `envelope` may not do that to the message `about`, or null if they may.
    static @Nullable Failure fault(Envelope envelope, Known about) {
        boolean author = envelope.sender().address().equals(about.author().address());
        return switch (envelope.event()) {
            case Event.Edit _ ->
                    author ? null : forbidden("Only who wrote a message can change it.");
            case Event.Retraction retraction ->
                    author || retraction.byModerator()
                            ? null
                            : forbidden(
                                    "Only who wrote a message, or the room's moderators, can take"
                                            + " it back.");
            case Event.Message _,
                    Event.Reaction _,
                    Event.Membership _,
                    Event.RoleChange _,
                    Event.RoomChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    null;
        };
    }

    /// Whether `about` was said where `envelope` refers to it. Else it counts as unknown: quoted,
    /// it would be told to people who were not there.
    static boolean together(
            Envelope envelope, Known about, Function<Address, Set<Address>> linkedWith) {
        return switch (envelope.conversation()) {
            case Conversation.Direct(Address recipient) ->
                    about.conversation() instanceof Conversation.Direct(Address theirs)
                            && pair(
                                    envelope.sender().address(),
                                    recipient,
                                    about.author().address(),
                                    theirs);
            case Conversation.Room(Address room) ->
                    about.conversation() instanceof Conversation.Room(Address theirs)
                            && (room.equals(theirs) || linkedWith.apply(room).contains(theirs));
            case Conversation.Everyone _ -> false;
        };
    }

    private static boolean pair(Address one, Address other, Address first, Address second) {
        return (one.equals(first) && other.equals(second))
                || (one.equals(second) && other.equals(first));
    }

    private static Failure forbidden(String text) {
        return Failure.certain(FailureReason.FORBIDDEN, text, "somebody else's message");
    }
}

package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

/// What the hub must know of a message that others refer to: all but what it says.
///
/// @param id its envelope
/// @param root the message it is an edit of, also of an edit; else itself
/// @param origin the network it came from
/// @param nativeId its id there, if it has one
/// @param author who wrote it
/// @param conversation where
/// @param complainable whether its author wants to hear that it could not be delivered
/// @param act what its author did
record Known(
        EnvelopeId id,
        EnvelopeId root,
        NetworkId origin,
        @Nullable NativeId nativeId,
        Participant author,
        Conversation conversation,
        boolean complainable,
        Event.Act act) {
    static Known of(Envelope envelope) {
        return new Known(
                envelope.id(),
                root(envelope),
                envelope.origin(),
                envelope.nativeIds().isEmpty() ? null : envelope.nativeIds().getFirst(),
                envelope.sender(),
                envelope.conversation(),
                complainable(envelope.event()),
                act(envelope.event()));
    }

    /// Where the author is told something about it, on their own network: in the direct
    /// conversation with the author, or in the room it was written in.
    Conversation home() {
        return switch (conversation) {
            case Conversation.Direct _ -> new Conversation.Direct(author.address());
            case Conversation.Room room -> room;
            case Conversation.Everyone everyone -> everyone;
        };
    }

    /// Whom or which room it was written to.
    @Nullable Address recipient() {
        return switch (conversation) {
            case Conversation.Direct(Address person) -> person;
            case Conversation.Room(Address room) -> room;
            case Conversation.Everyone _ -> null;
        };
    }

    private static EnvelopeId root(Envelope envelope) {
        return envelope.event() instanceof Event.Edit(MessageRef target, _)
                        && target.envelope() != null
                ? target.envelope()
                : envelope.id();
    }

    private static Event.Act act(Event event) {
        return switch (event) {
            case Event.Message _ -> Event.Act.MESSAGE;
            case Event.Edit _ -> Event.Act.EDIT;
            case Event.Retraction _ -> Event.Act.RETRACTION;
            case Event.Reaction _ -> Event.Act.REACTION;
            case Event.Membership _,
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
                    Event.Act.OTHER;
        };
    }

    /// Only what a person said or did to a message: a failure told about a failure, or about a
    /// machine's notice, would go on for ever between two machines (RFC 3834 §2).
    private static boolean complainable(Event event) {
        return switch (event) {
            case Event.Message message -> message.style() != Event.Style.NOTICE;
            case Event.Edit _, Event.Retraction _, Event.Reaction _ -> true;
            case Event.Membership _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    false;
        };
    }
}

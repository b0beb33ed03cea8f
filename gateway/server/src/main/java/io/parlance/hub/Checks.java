package io.parlance.hub;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

import org.jspecify.annotations.Nullable;

/// What an envelope must fulfil beyond what its values already refuse. Pure.
final class Checks {
    private static final int NATIVE_IDS = 16;
    private static final int EMOJI = 64;
    private static final int EMOJI_LENGTH = 256;
    private static final int ATTACHMENTS = 64;

    private Checks() {}

    /// What is wrong with `envelope`, or null.
    static @Nullable Failure fault(Envelope envelope, NetworkRegistry networks) {
        if (networks.find(envelope.origin()) == null) {
            return invalid("This gateway has no network called '" + envelope.origin() + "'.");
        }
        if (!envelope.sender().address().network().equals(envelope.origin())) {
            return Failure.certain(
                    FailureReason.FORBIDDEN,
                    "The sender is not of the network that the message came by.",
                    envelope.sender().address() + " came by " + envelope.origin());
        }
        if (envelope.nativeIds().size() > NATIVE_IDS) {
            return invalid("A message has at most " + NATIVE_IDS + " ids.");
        }
        return event(envelope);
    }

    private static @Nullable Failure event(Envelope envelope) {
        boolean everyone = envelope.conversation() instanceof Conversation.Everyone;
        return switch (envelope.event()) {
            case Event.Presence _, Event.Profile _ ->
                    everyone ? null : invalid("That is for everyone.");
            case Event.Message message -> attachments(message.body().attachments().size());
            case Event.Edit(_, var body) -> attachments(body.attachments().size());
            case Event.Reaction(_, var emoji) -> emoji(emoji);
            case Event.Membership _, Event.RoleChange _, Event.RoomChange _, Event.Succession _ ->
                    envelope.conversation() instanceof Conversation.Room
                            ? null
                            : invalid("Only in a room can that happen.");
            case Event.Subscription _ ->
                    envelope.conversation() instanceof Conversation.Direct
                            ? null
                            : invalid("Only a person can be subscribed to.");
            case Event.Linkage _ ->
                    Failure.certain(
                            FailureReason.FORBIDDEN,
                            "Rooms are linked by the operator: parlance link.",
                            "an adapter reported a link");
            case Event.DeliveryFailure _, Event.Retraction _, Event.Typing _, Event.Receipt _ ->
                    null;
        };
    }

    private static @Nullable Failure attachments(int count) {
        return count > ATTACHMENTS
                ? invalid("A message has at most " + ATTACHMENTS + " files.")
                : null;
    }

    private static @Nullable Failure emoji(Iterable<String> emoji) {
        int count = 0;
        for (String one : emoji) {
            if (++count > EMOJI || one.isEmpty() || one.length() > EMOJI_LENGTH) {
                return invalid("A reaction has at most " + EMOJI + " short texts.");
            }
        }
        return null;
    }

    private static Failure invalid(String text) {
        return Failure.certain(FailureReason.CONTENT_INVALID, text, "refused by the hub");
    }
}

package io.parlance.hub;

import io.parlance.model.Body;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.model.text.RichText;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// Turns an event into what a destination can express: itself, readable text, or nothing, always
/// with the loss in words. It alone decides that. Pure.
///
/// What refers to a message that the destination does not know (it was sent before the room was
/// linked) counts as if the feature were missing there.
final class Degrader {
    private Degrader() {}

    /// What becomes of `event` at a destination with capabilities `there`.
    ///
    /// @param sender who did it, for texts in the third person
    /// @param quoted the text of the message that the event is about, if it is known
    static Degraded degrade(
            Event event, Capabilities there, Participant sender, @Nullable String quoted) {
        try {
            return switch (event) {
                case Event.Message message ->
                        MessageDegrader.degrade(message, there, sender, quoted);
                case Event.Edit edit -> edit(edit, there, sender);
                case Event.Retraction retraction -> retraction(retraction, there, sender, quoted);
                case Event.Reaction reaction -> reaction(reaction, there, sender, quoted);
                case Event.Membership membership ->
                        orText(
                                membership,
                                Feature.MEMBERSHIP,
                                there,
                                sender,
                                Words.membership(membership));
                case Event.RoomChange change -> roomChange(change, there, sender);
                case Event.DeliveryFailure failure ->
                        orText(
                                failure,
                                Feature.DELIVERY_FAILURE,
                                there,
                                sender,
                                Words.failure(failure));
                case Event.RoleChange role ->
                        orText(role, Feature.ROLE, there, sender, Words.role(role));
                // An adapter that has no use for these answers Delivered.
                case Event.Subscription _, Event.Linkage _ -> new Degraded.Fits(event, "");
                case Event.Profile _ -> orNothing(event, Feature.PROFILE, there);
                case Event.Succession _ ->
                        new Degraded.Omitted("the room goes on elsewhere on its own network");
                case Event.Presence _ -> orNothing(event, Feature.PRESENCE, there);
                case Event.Typing _ -> orNothing(event, Feature.TYPING, there);
                case Event.Receipt receipt -> orNothing(receipt, feature(receipt.stage()), there);
            };
        } catch (InvalidValue e) {
            // The text that stands for it broke a limit of the model.
            return new Degraded.Impossible(e.toFailure());
        }
    }

    /// Whether the text of the message that `event` is about would be needed.
    static boolean wantsQuote(Event event, MessageRef ref, Capabilities there) {
        Feature feature =
                switch (event) {
                    case Event.Message _ -> Feature.REPLY;
                    case Event.Reaction _ -> Feature.REACTION;
                    case Event.Retraction _ -> Feature.RETRACTION;
                    case Event.Edit _,
                            Event.DeliveryFailure _,
                            Event.Receipt _,
                            Event.Membership _,
                            Event.RoleChange _,
                            Event.RoomChange _,
                            Event.Succession _,
                            Event.Profile _,
                            Event.Subscription _,
                            Event.Linkage _,
                            Event.Presence _,
                            Event.Typing _ ->
                            null;
                };
        return feature != null
                && ref.envelope() != null
                && (ref.nativeId() == null || there.of(feature) == Support.FALLBACK);
    }

    private static Feature feature(Event.Receipt.Stage stage) {
        return switch (stage) {
            case DELIVERED -> Feature.DELIVERED_RECEIPT;
            case DISPLAYED -> Feature.DISPLAYED_RECEIPT;
        };
    }

    private static Degraded edit(Event.Edit edit, Capabilities there, Participant sender) {
        boolean known = edit.target().nativeId() != null;
        return switch (there.of(Feature.EDIT)) {
            case REJECTED -> impossible(Feature.EDIT);
            case DROPPED -> omitted(Feature.EDIT);
            case FALLBACK -> editAsText(edit, there, sender, "an edit became a new message");
            case PARTIAL, FULL ->
                    known
                            ? MessageDegrader.editBody(edit, there)
                            : editAsText(
                                    edit,
                                    there,
                                    sender,
                                    "an edit of a message that is not there became a new message");
        };
    }

    private static Degraded editAsText(
            Event.Edit edit, Capabilities there, Participant sender, String loss) {
        String sign = "✏️ ";
        RichText rich = edit.body().rich();
        Body body =
                new Body(
                        sign + edit.body().text(),
                        edit.body().attachments(),
                        rich == null ? null : rich.after(sign),
                        edit.body().location());
        var message = new Event.Message(body, Event.Style.CHAT, null);
        return MessageDegrader.degrade(message, there, sender, null, loss);
    }

    private static Degraded reaction(
            Event.Reaction reaction,
            Capabilities there,
            Participant sender,
            @Nullable String quoted) {
        boolean known = reaction.target().nativeId() != null;
        return switch (there.of(Feature.REACTION)) {
            case REJECTED -> impossible(Feature.REACTION);
            case DROPPED -> omitted(Feature.REACTION);
            case FALLBACK -> text(Words.reaction(reaction, quoted), there, sender, "a reaction");
            case PARTIAL, FULL -> {
                if (known) {
                    yield newest(reaction, there.bounds().reactions());
                }
                // Taking back a reaction that nobody there ever saw says nothing.
                yield reaction.emoji().isEmpty()
                        ? new Degraded.Omitted("a reaction to a message that is not there")
                        : text(Words.reaction(reaction, quoted), there, sender, "a reaction");
            }
        };
    }

    /// As many of the sender's reactions as are taken there.
    private static Degraded newest(Event.Reaction reaction, int most) {
        List<String> all = reaction.emoji();
        return all.size() <= most
                ? new Degraded.Fits(reaction, "")
                : new Degraded.Fits(
                        new Event.Reaction(
                                reaction.target(), all.subList(all.size() - most, all.size())),
                        "older reactions than the last " + most + " were left out");
    }

    /// Of a change in words and a picture, what is taken there; all as text if nothing is.
    private static Degraded roomChange(
            Event.RoomChange change, Capabilities there, Participant sender) {
        boolean words = change.name() != null || change.topic() != null;
        boolean keepsWords = words && there.has(Feature.ROOM_CHANGE);
        boolean keepsPicture = change.avatar() != null && there.has(Feature.ROOM_AVATAR);
        if (keepsWords && change.avatar() != null && !keepsPicture) {
            return new Degraded.Fits(
                    new Event.RoomChange(change.name(), change.topic()),
                    Words.feature(Feature.ROOM_AVATAR) + " cannot be shown there");
        }
        if (keepsPicture && words && !keepsWords) {
            return new Degraded.Fits(
                    new Event.RoomChange(null, null, change.avatar()),
                    Words.feature(Feature.ROOM_CHANGE) + " cannot be shown there");
        }
        Feature feature = words ? Feature.ROOM_CHANGE : Feature.ROOM_AVATAR;
        return orText(change, feature, there, sender, Words.roomChange(change));
    }

    /// What can be done there to what is referred to: an old message may no longer be replaced.
    static Capabilities now(Capabilities there, Envelope envelope) {
        if (envelope.event() instanceof Event.Edit(MessageRef target, _)
                && target.envelope() != null
                && there.has(Feature.EDIT)) {
            long millis = Courier.madeAt(envelope.id()) - Courier.madeAt(target.envelope());
            if (millis / 1000 > there.bounds().editSeconds()) {
                return there.with(Map.of(Feature.EDIT, Support.FALLBACK));
            }
        }
        return there;
    }

    private static Degraded retraction(
            Event.Retraction retraction,
            Capabilities there,
            Participant sender,
            @Nullable String quoted) {
        boolean known = retraction.target().nativeId() != null;
        return switch (there.of(Feature.RETRACTION)) {
            case REJECTED -> impossible(Feature.RETRACTION);
            case DROPPED -> omitted(Feature.RETRACTION);
            case FALLBACK -> text(Words.retraction(quoted), there, sender, "a retraction");
            case PARTIAL, FULL ->
                    known
                            ? new Degraded.Fits(retraction, "")
                            : new Degraded.Omitted("a retraction of a message that is not there");
        };
    }

    private static Degraded orText(
            Event event, Feature feature, Capabilities there, Participant sender, String text) {
        return switch (there.of(feature)) {
            case REJECTED -> impossible(feature);
            case DROPPED -> omitted(feature);
            case FALLBACK ->
                    text.isEmpty()
                            ? omitted(feature)
                            : text(text, there, sender, Words.feature(feature));
            case PARTIAL, FULL -> new Degraded.Fits(event, "");
        };
    }

    private static Degraded orNothing(Event event, Feature feature, Capabilities there) {
        return there.has(feature) ? new Degraded.Fits(event, "") : omitted(feature);
    }

    /// A notice, so that no machine answers it.
    private static Degraded text(String text, Capabilities there, Participant sender, String what) {
        var notice =
                new Event.Message(
                        new Body(Limits.cut(text, Limits.TEXT_BYTES / 4), List.of()),
                        Event.Style.NOTICE,
                        null);
        return MessageDegrader.degrade(notice, there, sender, null, what + " became text");
    }

    private static Degraded omitted(Feature feature) {
        return new Degraded.Omitted(Words.feature(feature) + " cannot be shown there");
    }

    static Degraded impossible(Feature feature) {
        return new Degraded.Impossible(
                Failure.certain(
                        FailureReason.UNSUPPORTED,
                        "The other side does not take " + Words.feature(feature) + ".",
                        feature + " is rejected there"));
    }
}

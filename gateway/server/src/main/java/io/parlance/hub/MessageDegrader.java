package io.parlance.hub;

import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;

import org.jspecify.annotations.Nullable;

/// The degrader's part for what people write: reply, emote, attachments, size. Pure.
final class MessageDegrader {
    private MessageDegrader() {}

    static Degraded degrade(
            Event.Message message,
            Capabilities there,
            Participant sender,
            @Nullable String quoted) {
        return degrade(message, there, sender, quoted, "");
    }

    /// The same, with a loss that happened before.
    static Degraded degrade(
            Event.Message message,
            Capabilities there,
            Participant sender,
            @Nullable String quoted,
            String lossBefore) {
        if (fits(message, there)) {
            return sized(message, message.body(), there, lossBefore);
        }
        var draft = Draft.of(message.body(), lossBefore);
        Event.Style style = message.style();
        MessageRef ref = message.inReplyTo();
        if (style == Event.Style.EMOTE && !there.has(Feature.EMOTE)) {
            draft = draft.emote(sender);
            style = Event.Style.CHAT;
        }
        if (ref != null && !(there.has(Feature.REPLY) && ref.nativeId() != null)) {
            draft = draft.reply(quoted);
            ref = null;
        }
        Degraded refused = refused(draft, there);
        if (refused != null) {
            return refused;
        }
        draft = draft.attachments(there).formatting(there);
        if (draft.saysNothing()) {
            return new Degraded.Omitted("files cannot be shown there");
        }
        Body body = draft.body();
        return sized(
                new Event.Message(body, style, ref, message.thread(), message.expires()),
                body,
                there,
                draft.loss());
    }

    /// An edit that the destination can express; its new body may still hold files that it cannot.
    static Degraded editBody(Event.Edit edit, Capabilities there) {
        if (fits(edit.body(), there)) {
            return sized(edit, edit.body(), there, "");
        }
        var draft = Draft.of(edit.body(), "");
        Degraded refused = refused(draft, there);
        if (refused != null) {
            return refused;
        }
        draft = draft.attachments(there).formatting(there);
        if (draft.saysNothing()) {
            return new Degraded.Omitted("files cannot be shown there");
        }
        Body body = draft.body();
        return sized(new Event.Edit(edit.target(), body), body, there, draft.loss());
    }

    private static boolean fits(Event.Message message, Capabilities there) {
        MessageRef ref = message.inReplyTo();
        return (message.style() != Event.Style.EMOTE || there.has(Feature.EMOTE))
                && (ref == null || (ref.nativeId() != null && there.has(Feature.REPLY)))
                && fits(message.body(), there);
    }

    private static boolean fits(Body body, Capabilities there) {
        return (body.attachments().isEmpty() || there.has(Feature.ATTACHMENT))
                && (body.rich() == null || there.has(Feature.FORMATTING));
    }

    private static @Nullable Degraded refused(Draft draft, Capabilities there) {
        if (draft.attachments().isEmpty()) {
            return null;
        }
        return switch (there.of(Feature.ATTACHMENT)) {
            case REJECTED -> Degrader.impossible(Feature.ATTACHMENT);
            case DROPPED, FALLBACK, PARTIAL, FULL -> null;
        };
    }

    /// Too long a text is refused, not cut: the writer can shorten it, the reader cannot complete
    /// it.
    private static Degraded sized(Event event, Body body, Capabilities there, String loss) {
        // Three bytes are the most that one UTF-16 unit takes, so most texts need no counting.
        if (body.text().length() * 3L > there.textBytes()) {
            int size = Limits.utf8Length(body.text());
            if (size > there.textBytes()) {
                return new Degraded.Impossible(
                        Failure.certain(
                                FailureReason.TOO_LARGE,
                                "The message has %,d bytes there; at most %,d are taken. Please send it in parts."
                                        .formatted(size, there.textBytes()),
                                "text over the network's limit"));
            }
        }
        return new Degraded.Fits(event, loss);
    }
}

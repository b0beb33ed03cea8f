package io.parlance.hub;

import io.parlance.model.Attachment;
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

import java.util.List;

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
        var draft = new Draft(message.body().text(), message.body().attachments(), lossBefore);
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
        draft = draft.attachments(there);
        if (draft.text.isEmpty() && draft.attachments.isEmpty()) {
            return new Degraded.Omitted("files cannot be shown there");
        }
        Body body = new Body(draft.text, draft.attachments);
        return sized(new Event.Message(body, style, ref), body, there, draft.loss);
    }

    /// An edit that the destination can express; its new body may still hold files that it cannot.
    static Degraded editBody(Event.Edit edit, Capabilities there) {
        if (edit.body().attachments().isEmpty() || there.has(Feature.ATTACHMENT)) {
            return sized(edit, edit.body(), there, "");
        }
        var draft = new Draft(edit.body().text(), edit.body().attachments(), "");
        Degraded refused = refused(draft, there);
        if (refused != null) {
            return refused;
        }
        draft = draft.attachments(there);
        if (draft.text.isEmpty()) {
            return new Degraded.Omitted("files cannot be shown there");
        }
        Body body = new Body(draft.text, draft.attachments);
        return sized(new Event.Edit(edit.target(), body), body, there, draft.loss);
    }

    private static boolean fits(Event.Message message, Capabilities there) {
        MessageRef ref = message.inReplyTo();
        return (message.style() != Event.Style.EMOTE || there.has(Feature.EMOTE))
                && (ref == null || (ref.nativeId() != null && there.has(Feature.REPLY)))
                && (message.body().attachments().isEmpty() || there.has(Feature.ATTACHMENT));
    }

    private static @Nullable Degraded refused(Draft draft, Capabilities there) {
        if (draft.attachments.isEmpty()) {
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

    /// A message on its way to something simpler.
    private record Draft(String text, List<Attachment> attachments, String loss) {
        Draft emote(Participant sender) {
            return new Draft(
                    "* " + sender.shownName() + " " + text,
                    attachments,
                    Words.and(loss, "an action became text"));
        }

        Draft reply(@Nullable String quoted) {
            return quoted == null || quoted.isBlank()
                    ? new Draft(text, attachments, Words.and(loss, "a reply lost its reference"))
                    : new Draft(
                            Words.quoteLine(quoted) + "\n" + text,
                            attachments,
                            Words.and(loss, "a reply became a quotation"));
        }

        Draft attachments(Capabilities there) {
            if (attachments.isEmpty()) {
                return this;
            }
            return switch (there.of(Feature.ATTACHMENT)) {
                case REJECTED, DROPPED ->
                        new Draft(text, List.of(), Words.and(loss, "files were left out"));
                case FALLBACK ->
                        new Draft(
                                Words.withLinks(text, attachments),
                                List.of(),
                                Words.and(loss, "files became links"));
                case PARTIAL, FULL -> this;
            };
        }
    }
}

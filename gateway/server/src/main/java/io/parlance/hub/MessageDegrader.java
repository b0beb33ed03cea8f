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
import io.parlance.spi.Support;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The degrader's part for what people write: reply, thread, emote, files, places, size. Pure.
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
        Degraded refused = refused(message.body(), message.expires(), there);
        if (refused != null) {
            return refused;
        }
        var draft = Draft.of(message.body(), lossBefore);
        Event.Style style = message.style();
        if (style == Event.Style.EMOTE && !there.has(Feature.EMOTE)) {
            draft = draft.emote(sender);
            style = Event.Style.CHAT;
        }
        MessageRef ref = message.inReplyTo();
        if (!fits(ref, Feature.REPLY, there)) {
            draft = draft.reply(quoted);
            ref = null;
        }
        MessageRef thread = message.thread();
        if (!fits(thread, Feature.THREAD, there)) {
            draft = draft.lost("a thread is not known there");
            thread = null;
        }
        draft = simpler(draft, there).expiry(message.expires(), there).formatting(there);
        if (draft.saysNothing()) {
            return nothing(draft);
        }
        Instant expires = there.has(Feature.EXPIRY) ? message.expires() : null;
        Body body = draft.body();
        return sized(
                new Event.Message(body, style, ref, thread, expires), body, there, draft.loss());
    }

    /// An edit that the destination can express; its new body may still hold what it cannot.
    static Degraded editBody(Event.Edit edit, Capabilities there) {
        if (fits(edit.body(), there)) {
            return sized(edit, edit.body(), there, "");
        }
        Degraded refused = refused(edit.body(), null, there);
        if (refused != null) {
            return refused;
        }
        var draft = simpler(Draft.of(edit.body(), ""), there).formatting(there);
        if (draft.saysNothing()) {
            return nothing(draft);
        }
        Body body = draft.body();
        return sized(new Event.Edit(edit.target(), body), body, there, draft.loss());
    }

    private static Draft simpler(Draft draft, Capabilities there) {
        return draft.attachments(there).location(there);
    }

    private static Degraded nothing(Draft draft) {
        return new Degraded.Omitted(draft.loss() + "; nothing else was said");
    }

    private static boolean fits(Event.Message message, Capabilities there) {
        return (message.style() != Event.Style.EMOTE || there.has(Feature.EMOTE))
                && fits(message.inReplyTo(), Feature.REPLY, there)
                && fits(message.thread(), Feature.THREAD, there)
                && (message.expires() == null || there.has(Feature.EXPIRY))
                && fits(message.body(), there);
    }

    private static boolean fits(@Nullable MessageRef ref, Feature feature, Capabilities there) {
        return ref == null || (ref.nativeId() != null && there.has(feature));
    }

    private static boolean fits(Body body, Capabilities there) {
        return Draft.Files.fit(body.attachments(), there)
                && (body.rich() == null || there.has(Feature.FORMATTING))
                && (body.location() == null || there.has(Feature.LOCATION));
    }

    private static @Nullable Degraded refused(
            Body body, @Nullable Instant expires, Capabilities there) {
        if (expires != null && there.of(Feature.EXPIRY) == Support.REJECTED) {
            return Degrader.impossible(Feature.EXPIRY);
        }
        if (body.location() != null && there.of(Feature.LOCATION) == Support.REJECTED) {
            return Degrader.impossible(Feature.LOCATION);
        }
        if (body.attachments().isEmpty()) {
            return null;
        }
        if (there.of(Feature.ATTACHMENT) == Support.REJECTED) {
            return Degrader.impossible(Feature.ATTACHMENT);
        }
        return body.attachments().stream()
                .map(file -> Words.feature(file.kind()))
                .filter(feature -> there.of(feature) == Support.REJECTED)
                .map(Degrader::impossible)
                .findFirst()
                .orElse(null);
    }

    /// Too long a text is refused, not cut: the writer can shorten it, the reader cannot complete
    /// it.
    private static Degraded sized(Event event, Body body, Capabilities there, String loss) {
        if (Limits.exceeds(body.text(), there.textBytes())) {
            return new Degraded.Impossible(
                    Failure.certain(
                            FailureReason.TOO_LARGE,
                            "The message has %,d bytes there; at most %,d are taken. Please send it in parts."
                                    .formatted(Limits.utf8Length(body.text()), there.textBytes()),
                            "text over the network's limit"));
        }
        return new Degraded.Fits(event, loss);
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.text.StylingWriter;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// What people say, and what becomes of what they said, as the content of a message stanza: replies
/// (XEP-0461), corrections (XEP-0308), retractions (XEP-0424), reactions (XEP-0444). Pure.
final class Speech {
    private static final String RETRACTED =
            "/me took a message back, but your client does not show that.";

    private Speech() {}

    /// Whether the event is told by a message that holds it.
    static boolean is(Event event) {
        return event instanceof Event.Message
                || event instanceof Event.Edit
                || event instanceof Event.Retraction
                || event instanceof Event.Reaction;
    }

    /// Writes an event into a message.
    ///
    /// @throws IllegalArgumentException if [#is(Event)] says that it is no such event
    static void write(Event event, MessageBuilder message, Naming naming) {
        switch (event) {
            case Event.Message said -> said(said, message, naming);
            case Event.Edit(MessageRef target, Body body) -> {
                body(body, "", "", message, naming);
                String id = naming.original().apply(target);
                if (id != null) {
                    message.addExtension(Tags.naming("replace", Tags.CORRECT, id));
                }
            }
            case Event.Retraction retraction -> retraction(retraction, message);
            case Event.Reaction reaction -> reaction(reaction, message);
            default -> throw new IllegalArgumentException("no speech: " + event.getClass());
        }
    }

    private static void said(Event.Message said, MessageBuilder message, Naming naming) {
        boolean emote = said.style() == Event.Style.EMOTE;
        String quotation = "";
        MessageRef answered = said.inReplyTo();
        NativeId id = answered == null ? null : answered.nativeId();
        if (id != null) {
            Memory.Quote quote = naming.quote().apply(id);
            // An action begins with /me, or it is none.
            quotation = quote == null || emote ? "" : quotation(quote.text());
            message.addExtension(reply(id, quote));
            if (!quotation.isEmpty()) {
                int end = quotation.codePointCount(0, quotation.length());
                message.addExtension(Tags.fallback(Tags.REPLY, 0, end));
            }
        }
        body(said.body(), quotation, emote ? "/me " : "", message, naming);
        String thread = said.thread() == null ? null : naming.thread().apply(said.thread());
        if (thread != null) {
            message.setThread(XmlText.clean(thread));
        }
        if (said.expires() != null) {
            message.addExtension(expiry(said.expires()));
        }
    }

    private static StandardExtensionElement reply(NativeId id, Memory.@Nullable Quote quote) {
        StandardExtensionElement.Builder reply = Tags.of("reply", Tags.REPLY);
        if (quote != null) {
            reply.addAttribute("to", quote.author());
        }
        return reply.addAttribute("id", NativeIds.id(id)).build();
    }

    private static String quotation(String text) {
        StringBuilder quoted = new StringBuilder();
        XmlText.clean(text)
                .lines()
                .limit(4)
                .forEach(l -> quoted.append("> ").append(l).append('\n'));
        return quoted.toString();
    }

    private static StandardExtensionElement expiry(Instant when) {
        long seconds = Math.max(1, Duration.between(Instant.now(), when).toSeconds());
        return Tags.of("ephemeral", Ephemeral.NAMESPACE)
                .addAttribute("timer", String.valueOf(seconds))
                .build();
    }

    /// Puts a body together: a quotation, words, a place, files.
    private static void body(
            Body body, String quotation, String action, MessageBuilder message, Naming naming) {
        StylingWriter.Styled styled = Formatting.styled(Spoilers.opened(body), !action.isEmpty());
        StringBuilder text = new StringBuilder(quotation).append(action).append(styled.text());
        Mentions.write(body.rich(), text, quotation.length(), message, naming);
        Location place = body.location();
        if (place != null) {
            Places.write(place, text, message);
        }
        if (!body.attachments().isEmpty()) {
            SharedFiles.write(body.attachments(), text, message);
        }
        message.setBody(text.toString());
        if (styled.unstyled()) {
            message.addExtension(Formatting.UNSTYLED);
        }
        Spoilers.write(body.rich(), message);
    }

    private static void retraction(Event.Retraction retraction, MessageBuilder message) {
        String id = Naming.id(retraction.target());
        message.setBody(RETRACTED);
        message.addExtension(Tags.naming("retract", Tags.RETRACT, id == null ? "" : id));
        message.addExtension(Tags.fallback(Tags.RETRACT));
        message.addExtension(Tags.STORE);
    }

    private static void reaction(Event.Reaction reaction, MessageBuilder message) {
        String id = Naming.id(reaction.target());
        StandardExtensionElement.Builder reactions =
                Tags.of("reactions", Tags.REACTIONS).addAttribute("id", id == null ? "" : id);
        reaction.emoji().stream()
                .distinct()
                .forEach(emoji -> reactions.addElement("reaction", XmlText.clean(emoji)));
        message.addExtension(reactions.build());
        message.addExtension(Tags.STORE);
    }
}

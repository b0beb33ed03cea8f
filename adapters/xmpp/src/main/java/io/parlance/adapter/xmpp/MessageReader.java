package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.delay.packet.DelayInformation;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What a message stanza says, as an event. Pure; one half of [XmppCodec].
final class MessageReader {
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String CORRECT = "urn:xmpp:message-correct:0";
    private static final String RETRACT = "urn:xmpp:message-retract:1";
    private static final String REACTIONS = "urn:xmpp:reactions:0";
    private static final String REPLY = "urn:xmpp:reply:0";
    private static final String OOB = "jabber:x:oob";
    private static final String ME = "/me ";

    private MessageReader() {}

    /// How ids in a stanza become native ids.
    ///
    /// @param own the sender's own earlier messages
    /// @param others messages of the other side
    record Refs(
            Function<String, @Nullable NativeId> own,
            Function<String, @Nullable NativeId> others) {}

    /// The event, or null if the stanza says nothing that crosses.
    ///
    /// @throws io.parlance.model.InvalidValue if the body breaks the model's rules
    static @Nullable Event event(Message message, Element raw, Refs refs) {
        Element retract = raw.child("retract", RETRACT);
        if (retract != null && retract.attribute("id") != null) {
            return new Event.Retraction(ref(refs.own(), retract), null);
        }
        Element reactions = raw.child("reactions", REACTIONS);
        if (reactions != null) {
            List<String> emoji =
                    reactions.children("reaction", REACTIONS).stream().map(Element::text).toList();
            return new Event.Reaction(ref(refs.others(), reactions), emoji);
        }
        Body body = body(message, raw);
        if (body != null) {
            return said(message, raw, body, refs);
        }
        return signal(message, raw, refs);
    }

    private static Event said(Message message, Element raw, Body body, Refs refs) {
        Element replace = raw.child("replace", CORRECT);
        if (replace != null) {
            return new Event.Edit(ref(refs.own(), replace), body);
        }
        Element reply = raw.child("reply", REPLY);
        MessageRef answered = reply == null ? null : ref(refs.others(), reply);
        if (message.getType() == Message.Type.headline) {
            return new Event.Message(body, Event.Style.NOTICE, answered);
        }
        return body.text().startsWith(ME) && body.text().length() > ME.length()
                ? new Event.Message(action(body, raw), Event.Style.EMOTE, answered)
                : new Event.Message(body, Event.Style.CHAT, answered);
    }

    private static Body action(Body body, Element raw) {
        String text = body.text().substring(ME.length());
        return new Body(text, body.attachments(), Formatting.read(text, false, raw));
    }

    private static @Nullable Event signal(Message message, Element raw, Refs refs) {
        Element received = raw.child("received", "urn:xmpp:receipts");
        if (received != null) {
            return new Event.Receipt(ref(refs.others(), received), Event.Receipt.Stage.DELIVERED);
        }
        Element displayed = raw.child("displayed", "urn:xmpp:chat-markers:0");
        if (displayed != null) {
            return new Event.Receipt(ref(refs.others(), displayed), Event.Receipt.Stage.DISPLAYED);
        }
        for (Element child : raw.children()) {
            if (child.namespace().equals(CHAT_STATES)) {
                return new Event.Typing(child.name().equals(ChatState.composing.name()));
            }
        }
        boolean subject =
                message.getType() == Message.Type.groupchat
                        && raw.child("subject", "jabber:client") != null;
        return subject ? new Event.RoomChange(null, text(message.getSubject())) : null;
    }

    private static @Nullable Body body(Message message, Element raw) {
        String text = text(message.getBody());
        Element oob = raw.child("x", OOB);
        Element url = oob == null ? null : oob.child("url", OOB);
        if (url != null) {
            Attachment file = attachment(url.text().strip());
            if (file != null) {
                boolean alone = text.isBlank() || text.strip().equals(url.text().strip());
                String words = alone ? "" : text;
                return new Body(words, List.of(file), Formatting.read(words, !alone, raw));
            }
        }
        if (text.isEmpty()) {
            return null;
        }
        String words = ReplyFallback.strip(text, raw);
        return Body.of(words, Formatting.read(words, words.equals(text), raw));
    }

    private static @Nullable Attachment attachment(String url) {
        try {
            URI location = URI.create(url);
            String scheme = location.getScheme();
            if (!"https".equals(scheme) && !"http".equals(scheme)) {
                return null;
            }
            String path = location.getPath();
            return new Attachment(
                    path == null ? "" : path, "application/octet-stream", -1, location);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static MessageRef ref(Function<String, @Nullable NativeId> scope, Element target) {
        String id = target.attribute("id", "");
        return new MessageRef(id.isEmpty() ? null : scope.apply(id), null);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// When it was said: now, unless the stanza carries a delay (XEP-0203).
    static Instant sentAt(Message message) {
        DelayInformation delay = DelayInformation.from(message);
        return delay == null ? Instant.now() : delay.getStamp().toInstant();
    }

    /// The sender's name, if the stanza tells one (XEP-0172).
    static @Nullable String nick(Element raw) {
        Element nick = raw.child("nick", "http://jabber.org/protocol/nick");
        return nick == null ? null : nick.text();
    }

    /// The gateways that the message has passed.
    static List<Hop> trail(Element raw) {
        Element hops = raw.child("hops", XmppCodec.HOPS);
        return hops == null
                ? List.of()
                : hops.children("hop", XmppCodec.HOPS).stream()
                        .map(hop -> Hop.parse(hop.text()))
                        .toList();
    }
}

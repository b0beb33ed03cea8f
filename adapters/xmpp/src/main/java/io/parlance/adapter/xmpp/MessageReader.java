package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.Limits;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.text.RichText;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// What a message stanza says, as an event. Pure; one half of [XmppCodec].
final class MessageReader {
    private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
    private static final String ME = "/me ";

    private MessageReader() {}

    /// The event, or null if the stanza says nothing that crosses.
    ///
    /// @throws io.parlance.model.InvalidValue if the body breaks the model's rules
    static @Nullable Event event(Message message, Element raw, Relations.Refs refs) {
        if (Relations.moderation(raw) != null) {
            // The word of a room, and nobody else's.
            return null;
        }
        Event about = Relations.read(raw, refs);
        if (about != null) {
            return about;
        }
        Body body = body(message, raw, refs);
        return body == null ? signal(raw, refs) : said(message, raw, body, refs);
    }

    private static Event said(Message message, Element raw, Body body, Relations.Refs refs) {
        Element replace = raw.child("replace", Tags.CORRECT);
        if (replace != null) {
            return new Event.Edit(Relations.ref(refs.own(), replace), body);
        }
        Element reply = raw.child("reply", Tags.REPLY);
        MessageRef answered = reply == null ? null : Relations.ref(refs.others(), reply);
        MessageRef thread = thread(raw, refs);
        Instant expires = Ephemeral.read(raw, sentAt(raw));
        if (message.getType() == Message.Type.headline) {
            return new Event.Message(body, Event.Style.NOTICE, answered, thread, expires);
        }
        boolean emote = body.text().startsWith(ME) && body.text().length() > ME.length();
        return emote
                ? new Event.Message(
                        action(body, raw, refs), Event.Style.EMOTE, answered, thread, expires)
                : new Event.Message(body, Event.Style.CHAT, answered, thread, expires);
    }

    private static @Nullable MessageRef thread(Element raw, Relations.Refs refs) {
        String name = threadName(raw);
        NativeId id = name == null ? null : refs.thread().apply(name);
        return id == null ? null : MessageRef.to(id);
    }

    /// The thread that the stanza names, or null.
    static @Nullable String threadName(Element raw) {
        Element thread = raw.child("thread", Tags.CLIENT);
        String name = thread == null ? "" : thread.text().strip();
        return name.isEmpty() ? null : name;
    }

    private static Body action(Body body, Element raw, Relations.Refs refs) {
        String text = body.text().substring(ME.length());
        RichText rich = rich(body.text(), text, false, raw, refs);
        return new Body(text, body.attachments(), rich, body.location());
    }

    private static @Nullable Event signal(Element raw, Relations.Refs refs) {
        Element received = raw.child("received", "urn:xmpp:receipts");
        if (received != null) {
            return new Event.Receipt(
                    Relations.ref(refs.others(), received), Event.Receipt.Stage.DELIVERED);
        }
        Element displayed = raw.child("displayed", "urn:xmpp:chat-markers:0");
        if (displayed != null) {
            return new Event.Receipt(
                    Relations.ref(refs.others(), displayed), Event.Receipt.Stage.DISPLAYED);
        }
        for (Element child : raw.children()) {
            if (child.namespace().equals(CHAT_STATES)) {
                return new Event.Typing(child.name().equals(ChatState.composing.name()));
            }
        }
        String subject = subject(raw);
        return subject == null ? null : new Event.RoomChange(null, subject);
    }

    /// The subject that a message sets in a room (XEP-0045 §8.1: it has no body), or null if it
    /// sets none.
    static @Nullable String subject(Element raw) {
        Element subject = raw.child("subject", Tags.CLIENT);
        return subject == null
                        || !raw.attribute("type", "").equals("groupchat")
                        || raw.child("body", Tags.CLIENT) != null
                ? null
                : subject.text();
    }

    private static @Nullable Body body(Message message, Element raw, Relations.Refs refs) {
        String sent = text(message.getBody());
        List<Attachment> files = ReceivedFiles.read(raw);
        String words = Fallbacks.strip(sent, raw, !files.isEmpty());
        if (!files.isEmpty() && (words.isBlank() || onlyAddresses(words, files))) {
            words = "";
        }
        Location place = Places.read(raw, words.strip());
        if (words.isEmpty() && place != null) {
            words = place.uri();
        }
        if (words.isEmpty() && files.isEmpty()) {
            return null;
        }
        boolean whole = words.equals(sent);
        return new Body(words, files, rich(sent, words, whole, raw, refs), place);
    }

    private static boolean onlyAddresses(String words, List<Attachment> files) {
        return Arrays.stream(words.strip().split("\\s+", 64))
                .allMatch(
                        word ->
                                files.stream()
                                        .anyMatch(file -> file.location().toString().equals(word)));
    }

    private static @Nullable RichText rich(
            String sent, String words, boolean whole, Element raw, Relations.Refs refs) {
        RichText styled = Formatting.read(words, whole, raw);
        RichText mentioning = Mentions.read(sent, words, styled, raw, refs.mention());
        return Spoilers.read(words, mentioning, raw);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /// When it was said: now, unless the stanza carries a delay (XEP-0203).
    static Instant sentAt(Element raw) {
        Element delay = raw.child("delay", "urn:xmpp:delay");
        Instant stamp = delay == null ? null : Stamps.parse(delay.attribute("stamp"));
        return stamp == null ? Instant.now() : stamp;
    }

    /// The sender's name, if the stanza tells one (XEP-0172).
    static @Nullable String nick(Element raw) {
        Element nick = raw.child("nick", "http://jabber.org/protocol/nick");
        return nick == null ? null : nick.text();
    }

    /// The gateways that the message has passed.
    static List<Hop> trail(Element raw) {
        Element hops = raw.child("hops", XmppCodec.HOPS);
        if (hops == null) {
            return List.of();
        }
        List<Element> each = hops.children("hop", XmppCodec.HOPS);
        if (!each.isEmpty()) {
            return each.stream().map(hop -> Hop.parse(hop.text())).toList();
        }
        String words = hops.text().strip();
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split("\\s+", Limits.HOPS + 2)).map(Hop::parse).toList();
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The discussion history that a client gets when it enters a portal room (XEP-0045 §7.2.13). Pure
/// but for nicks.
final class PortalHistory {
    private PortalHistory() {}

    /// How much of it a client asked for.
    ///
    /// @param stanzas at most so many messages
    /// @param chars at most so many characters of text
    /// @param since only what was said after this, or null
    record Wish(int stanzas, long chars, @Nullable Instant since) {
        /// Reads the wish from the `x` element of a join.
        static Wish of(Element join, int most) {
            Element history = join.child("history", "http://jabber.org/protocol/muc");
            if (history == null) {
                return new Wish(most, Long.MAX_VALUE, null);
            }
            int stanzas = (int) Math.min(most, number(history, "maxstanzas", most));
            long chars = number(history, "maxchars", Long.MAX_VALUE);
            return new Wish(stanzas, chars, since(history));
        }

        private static long number(Element history, String name, long fallback) {
            try {
                String value = history.attribute(name);
                return value == null ? fallback : Math.max(0, Long.parseLong(value));
            } catch (NumberFormatException _) {
                return fallback;
            }
        }

        private static @Nullable Instant since(Element history) {
            long seconds = number(history, "seconds", -1);
            if (seconds >= 0) {
                return Instant.now().minusSeconds(Math.min(seconds, 1_000_000_000L));
            }
            try {
                String since = history.attribute("since");
                return since == null ? null : Instant.parse(since);
            } catch (DateTimeParseException _) {
                return null;
            }
        }

        /// Whether nothing is wanted.
        boolean none() {
            return stanzas == 0 || chars == 0;
        }
    }

    /// The messages to send, oldest first.
    static List<Message> messages(
            Parts parts, PortalRoom room, List<Envelope> history, Wish wish, Jid to) {
        List<Message> messages = new ArrayList<>();
        long chars = 0;
        for (Envelope envelope : history.reversed()) {
            if (!(envelope.event() instanceof Event.Message said)
                    || (wish.since() != null && envelope.sentAt().isBefore(wish.since()))) {
                continue;
            }
            chars += said.body().text().length();
            if (messages.size() == wish.stanzas() || chars > wish.chars()) {
                break;
            }
            messages.add(message(parts, room, envelope, said, to));
        }
        return messages.reversed();
    }

    private static Message message(
            Parts parts, PortalRoom room, Envelope envelope, Event.Message said, Jid to) {
        Delivery delivery =
                new Delivery(
                        envelope,
                        parts.context().network(),
                        new Conversation.Room(room.address()),
                        Set.of(),
                        1);
        String nick = room.nicks().of(envelope.sender().address());
        String name = nick == null ? Nicks.clean(envelope.sender().shownName()) : nick;
        Jid from = Jids.of(room.jid() + "/" + name);
        MessageBuilder message = XmppCodec.room(delivery, said, from, to);
        Nick shown = XmppCodec.nick(envelope.sender());
        if (shown != null) {
            message.addExtension(shown);
        }
        return MucStanzas.stamped(message, room.jid(), id(parts, delivery), envelope.sentAt())
                .build();
    }

    /// The id that the message got when it was said here or shown here first.
    private static String id(Parts parts, Delivery delivery) {
        List<NativeId> ids = delivery.envelope().nativeIds();
        boolean ours = delivery.envelope().origin().equals(parts.context().network());
        return ours && !ids.isEmpty() ? NativeIds.id(ids.getFirst()) : delivery.key();
    }
}

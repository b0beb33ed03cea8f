package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    /// The messages to send, oldest first; what was taken back is left out, and so is its
    /// retraction.
    static List<Message> messages(
            Parts parts, PortalRoom room, List<Envelope> history, Wish wish, Jid to) {
        Set<EnvelopeId> gone = retracted(history);
        List<Message> messages = new ArrayList<>();
        long chars = 0;
        for (Envelope envelope : history.reversed()) {
            if (gone.contains(envelope.id())
                    || !shown(envelope.event(), gone)
                    || (wish.since() != null && envelope.sentAt().isBefore(wish.since()))) {
                continue;
            }
            chars += length(envelope.event());
            if (messages.size() == wish.stanzas() || chars > wish.chars()) {
                break;
            }
            messages.add(message(parts, room, envelope, to));
        }
        return messages.reversed();
    }

    private static Set<EnvelopeId> retracted(List<Envelope> history) {
        Set<EnvelopeId> gone = new HashSet<>();
        for (Envelope envelope : history) {
            if (envelope.event() instanceof Event.Retraction(var target, _, _)
                    && target.envelope() != null) {
                gone.add(target.envelope());
            }
        }
        return gone;
    }

    private static boolean shown(Event event, Set<EnvelopeId> gone) {
        return switch (event) {
            case Event.Message _ -> true;
            case Event.Edit(var target, _) -> isThere(target, gone);
            case Event.Reaction(var target, _) -> isThere(target, gone);
            default -> false;
        };
    }

    private static boolean isThere(MessageRef target, Set<EnvelopeId> gone) {
        return target.envelope() != null && !gone.contains(target.envelope());
    }

    private static int length(Event event) {
        return switch (event) {
            case Event.Message said -> said.body().text().length();
            case Event.Edit(_, var body) -> body.text().length();
            default -> 0;
        };
    }

    private static Message message(Parts parts, PortalRoom room, Envelope envelope, Jid to) {
        Delivery delivery =
                new Delivery(
                        envelope,
                        parts.context().network(),
                        new Conversation.Room(room.address()),
                        Set.of(),
                        1);
        Event event = referring(envelope.event(), ref -> here(parts, room, delivery, ref));
        String nick = room.nicks().of(envelope.sender().address());
        String name = nick == null ? Nicks.clean(envelope.sender().shownName()) : nick;
        Jid from = Jids.of(room.jid() + "/" + name);
        Naming naming = new Namings(parts).room(delivery).by(Naming::id);
        MessageBuilder message = XmppCodec.room(delivery, event, naming, from, to);
        message.addExtension(MucStanzas.occupantId(room.jid(), envelope.sender().address()));
        return MucStanzas.stamped(message, room.jid(), id(parts, delivery), envelope.sentAt())
                .build();
    }

    /// The event with its references as this room knows the messages.
    private static Event referring(Event event, UnaryOperator<MessageRef> here) {
        return switch (event) {
            case Event.Message(var body, var style, var ref, var thread, var expires) ->
                    new Event.Message(
                            body,
                            style,
                            ref == null ? null : here.apply(ref),
                            thread == null ? null : here.apply(thread),
                            expires);
            case Event.Edit(var target, var body) -> new Event.Edit(here.apply(target), body);
            case Event.Reaction(var target, var emoji) ->
                    new Event.Reaction(here.apply(target), emoji);
            default -> event;
        };
    }

    /// A message that came by this room is known by the room's id; any other one by the id that it
    /// was delivered under.
    private static MessageRef here(
            Parts parts, PortalRoom room, Delivery delivery, MessageRef ref) {
        NativeId id = ref.nativeId();
        if (id != null && id.value().startsWith(room.jid() + " ")) {
            return ref;
        }
        String key = ref.envelope() == null ? null : Naming.key(delivery, ref);
        return ref.withNativeId(key == null ? null : parts.ids().room(room.jid(), key));
    }

    /// The id that the message got when it was said here or shown here first.
    private static String id(Parts parts, Delivery delivery) {
        List<NativeId> ids = delivery.envelope().nativeIds();
        boolean ours = delivery.envelope().origin().equals(parts.context().network());
        return ours && !ids.isEmpty() ? NativeIds.id(ids.getFirst()) : delivery.key();
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.Participant;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.chat_markers.element.ChatMarkersElements;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jivesoftware.smackx.receipts.DeliveryReceipt;
import org.jivesoftware.smackx.receipts.DeliveryReceiptRequest;
import org.jivesoftware.smackx.sid.element.OriginIdElement;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

import java.util.List;
import java.util.stream.Collectors;

/// Events as stanzas, and presence both ways; [MessageReader] reads messages. Pure.
final class XmppCodec {
    /// Our own element: the gateways that a message has passed, oldest first.
    static final String HOPS = "urn:parlance:hops:0";

    /// Ids of stanzas that are no messages; an error about such a one concerns nobody.
    static final String SIGNAL = "signal-";

    private static final String HINTS = "urn:xmpp:hints";

    private XmppCodec() {}

    /// A message builder with what every delivered message carries: type, id and hop trail.
    static MessageBuilder message(Delivery delivery, Message.Type type, Jid from, Jid to) {
        MessageBuilder message =
                StanzaBuilder.buildMessage(delivery.key()).ofType(type).from(from).to(to);
        addTrail(message, delivery.envelope().trail());
        return message;
    }

    /// Speech to one person, asking for receipts (XEP-0184, XEP-0333).
    static MessageBuilder direct(Delivery delivery, Event said, Naming naming, Jid from, Jid to) {
        MessageBuilder message = message(delivery, Message.Type.chat, from, to);
        Speech.write(said, message, naming);
        if (said instanceof Event.Message || said instanceof Event.Edit) {
            message.addExtension(new DeliveryReceiptRequest());
            message.addExtension(ChatMarkersElements.MarkableExtension.INSTANCE);
        }
        return message;
    }

    /// Speech in a room, with the id that it is reflected by (XEP-0359) and the name (XEP-0172).
    static MessageBuilder room(Delivery delivery, Event said, Naming naming, Jid from, Jid to) {
        MessageBuilder message = message(delivery, Message.Type.groupchat, from, to);
        message.addExtension(new OriginIdElement(delivery.key()));
        Speech.write(said, message, naming);
        Nick nick = nick(delivery.envelope().sender());
        if (nick != null) {
            message.addExtension(nick);
        }
        return message;
    }

    /// Whether somebody writes (XEP-0085), not to be stored.
    static Message typing(Delivery delivery, boolean active, Message.Type type, Jid from, Jid to) {
        return signal(delivery, type, from, to)
                .addExtension(
                        new ChatStateExtension(active ? ChatState.composing : ChatState.paused))
                .addExtension(StandardExtensionElement.builder("no-store", HINTS).build())
                .build();
    }

    /// That the message `id` arrived (XEP-0184) or was seen (XEP-0333).
    static Message receipt(
            Delivery delivery,
            Event.Receipt.Stage stage,
            String id,
            Message.Type type,
            Jid from,
            Jid to) {
        MessageBuilder message = signal(delivery, type, from, to);
        switch (stage) {
            case DELIVERED -> message.addExtension(new DeliveryReceipt(id));
            case DISPLAYED -> message.addExtension(new ChatMarkersElements.DisplayedExtension(id));
        }
        return message.addExtension(StandardExtensionElement.builder("store", HINTS).build())
                .build();
    }

    private static MessageBuilder signal(Delivery delivery, Message.Type type, Jid from, Jid to) {
        return StanzaBuilder.buildMessage(SIGNAL + delivery.key()).ofType(type).from(from).to(to);
    }

    /// An answer of type error to the message with this id.
    static Message error(@Nullable String id, Jid from, Jid to, StanzaError error) {
        MessageBuilder message =
                id == null ? StanzaBuilder.buildMessage() : StanzaBuilder.buildMessage(id);
        return message.ofType(Message.Type.error).from(from).to(to).setError(error).build();
    }

    /// The sender's name, if the far network has one.
    static @Nullable Nick nick(Participant sender) {
        String name = sender.displayName();
        return name == null ? null : new Nick(XmlText.clean(name));
    }

    private static void addTrail(MessageBuilder message, List<Hop> trail) {
        if (trail.isEmpty()) {
            return;
        }
        boolean plain = trail.stream().noneMatch(hop -> hop.toString().indexOf(' ') >= 0);
        StandardExtensionElement.Builder hops = StandardExtensionElement.builder("hops", HOPS);
        if (plain) {
            // Each element costs a server; the names of gateways hold no blanks.
            hops.setText(
                    XmlText.clean(
                            trail.stream().map(Hop::toString).collect(Collectors.joining(" "))));
        } else {
            trail.forEach(hop -> hops.addElement("hop", XmlText.clean(hop.toString())));
        }
        message.addExtension(hops.build());
    }

    /// A presence that shows this availability (RFC 6121 §4.7.2).
    static PresenceBuilder presence(Event.Presence presence, Jid from, Jid to) {
        return availability(StanzaBuilder.buildPresence().from(from).to(to), presence);
    }

    /// Adds an availability to a presence, as above.
    static PresenceBuilder availability(PresenceBuilder stanza, Event.Presence presence) {
        switch (presence.availability()) {
            case AVAILABLE -> stanza.ofType(Presence.Type.available);
            case AWAY -> stanza.ofType(Presence.Type.available).setMode(Presence.Mode.away);
            case BUSY -> stanza.ofType(Presence.Type.available).setMode(Presence.Mode.dnd);
            case OFFLINE -> stanza.ofType(Presence.Type.unavailable);
        }
        String status = XmlText.cleanOrNull(presence.status());
        return status == null ? stanza : stanza.setStatus(status);
    }

    /// What a presence of type available or unavailable says.
    static Event.Presence presence(Presence presence) {
        Event.Availability availability =
                presence.getType() == Presence.Type.unavailable
                        ? Event.Availability.OFFLINE
                        : switch (presence.getMode()) {
                            case available, chat -> Event.Availability.AVAILABLE;
                            case away, xa -> Event.Availability.AWAY;
                            case dnd -> Event.Availability.BUSY;
                        };
        return new Event.Presence(availability, presence.getStatus());
    }

    /// A presence that carries no availability: a subscription step or a probe.
    static Presence step(Presence.Type type, Jid from, Jid to, @Nullable Participant sender) {
        PresenceBuilder stanza = StanzaBuilder.buildPresence().ofType(type).from(from).to(to);
        Nick nick = sender == null ? null : nick(sender);
        return (nick == null ? stanza : stanza.addExtension(nick)).build();
    }
}

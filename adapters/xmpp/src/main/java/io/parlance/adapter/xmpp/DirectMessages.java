package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.MalformedStanza;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smackx.chatstates.ChatState;
import org.jivesoftware.smackx.chatstates.packet.ChatStateExtension;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;

/// Messages between one XMPP user and one ghost, both ways. Confined to the event loop.
final class DirectMessages {
    private static final Logger log = LoggerFactory.getLogger(DirectMessages.class);

    private static final String RECEIPTS = "urn:xmpp:receipts";

    /// How many writers' devices are remembered.
    private static final int DEVICES = 4_000;

    private final Parts parts;

    /// The device that a message came from, by the message's id: a server drops an error that is
    /// sent to a bare JID (RFC 6121 §8.5.2.1.1).
    private final Recent<String, Jid> devices = new Recent<>(DEVICES);

    /// Messages whose writers asked to hear that they arrived: nobody else is told (XEP-0184 §5.4).
    /// After a restart those that were under way are forgotten.
    private final Recent<String, Boolean> askedFor = new Recent<>(DEVICES);

    /// By which names ghosts are known to whom: a name goes with the first message only, and when
    /// it is another one (XEP-0172 §4.1).
    private final Recent<String, String> introduced = new Recent<>(DEVICES);

    private final Namings namings;
    private final Shortened shortened;

    DirectMessages(Parts parts) {
        this.parts = parts;
        this.namings = new Namings(parts);
        this.shortened = new Shortened(parts.ids());
    }

    /// Takes a message from `sender`, who may be an occupant of a native room, to a ghost.
    void message(XmppLink link, Element raw, Address sender) {
        String ghost = XmppAddresses.bare(raw.attribute("to", ""));
        if (raw.attribute("type", "").equals("error")) {
            bounced(raw, ghost, sender);
            return;
        }
        try {
            Message message = Stanzas.message(raw);
            Address recipient = parts.ghosts().origin(ghost);
            message(link, raw, message, sender, recipient, ghost);
        } catch (InvalidValue e) {
            Replies.refuse(link, raw, e.toFailure());
        } catch (MalformedStanza e) {
            Replies.error(link, raw, malformed(e));
        }
    }

    /// Takes a private message that was written to an occupant of a portal room: it is a direct
    /// message.
    void whispered(XmppLink link, Element raw, Address recipient) {
        parts.ghosts()
                .jid(recipient)
                .onSuccess(ghost -> whispered(link, raw, recipient, ghost))
                .onFailure(e -> Replies.error(link, raw, notTaken()));
    }

    private void whispered(XmppLink link, Element raw, Address recipient, String ghost) {
        try {
            Address sender = parts.addresses().person(raw.attribute("from", ""));
            message(link, raw, Stanzas.message(raw), sender, recipient, ghost);
        } catch (InvalidValue e) {
            Replies.refuse(link, raw, e.toFailure());
        } catch (MalformedStanza e) {
            Replies.error(link, raw, malformed(e));
        }
    }

    private void message(
            XmppLink link,
            Element raw,
            Message message,
            Address sender,
            Address recipient,
            String ghost) {
        String from = sender.value();
        Element invitation = raw.child("x", "jabber:x:conference");
        if (invitation != null && invitation.attribute("jid") != null) {
            invited(link, raw, invitation, sender, recipient);
            return;
        }
        Event event = MessageReader.event(message, raw, namings.read(from, ghost, shortened));
        if (event == null) {
            return;
        }
        if (GatewayBot.is(recipient)) {
            parts.ghosts().askedBot(from, ghost);
        }
        String id = raw.attribute("id", "");
        boolean signal = event instanceof Event.Ephemeral;
        NativeId nativeId = signal || id.isEmpty() ? null : shortened.arrived(from, ghost, id);
        List<NativeId> nativeIds = nativeId == null ? List.of() : List.of(nativeId);
        remember(raw, event, nativeIds, from);
        if (nativeId != null && raw.child("request", RECEIPTS) != null) {
            askedFor.put(nativeId.value(), true);
        }
        if (nativeId != null && message.getFrom() != null) {
            devices.put(nativeId.value(), message.getFrom());
        }
        Envelope envelope =
                new Envelope(
                        EnvelopeId.next(),
                        sender.network(),
                        new Participant(sender, MessageReader.nick(raw)),
                        new Conversation.Direct(recipient),
                        nativeIds,
                        MessageReader.sentAt(raw),
                        MessageReader.trail(raw),
                        event);
        parts.reporter()
                .report(envelope)
                .onComplete(
                        taken -> {
                            if (!signal) {
                                answer(link, raw, taken);
                            }
                        });
    }

    /// Asks a ghost into a native room (XEP-0249).
    private void invited(
            XmppLink link, Element raw, Element invitation, Address sender, Address recipient) {
        Address room = parts.addresses().room(XmppAddresses.bare(invitation.attribute("jid", "")));
        Event event =
                new Event.Membership(
                        Event.Membership.Change.INVITE,
                        Participant.of(recipient),
                        invitation.attribute("reason"));
        Envelope envelope =
                Envelope.of(
                                new Participant(sender, MessageReader.nick(raw)),
                                new Conversation.Room(room),
                                null,
                                MessageReader.sentAt(raw),
                                event)
                        .withTrail(MessageReader.trail(raw));
        parts.reporter().report(envelope).onComplete(taken -> answer(link, raw, taken));
    }

    private void remember(Element raw, Event event, List<NativeId> ids, String author) {
        if (!ids.isEmpty()) {
            parts.memory().note(ids.getFirst(), author, event);
            parts.memory().edited(ids, event);
            parts.memory().thread(ids, MessageReader.threadName(raw));
        }
    }

    /// Tells the sender at once if the message was not taken.
    private void answer(XmppLink link, Element raw, AsyncResult<Acceptance> taken) {
        if (taken.failed()) {
            log.warn("A message was not taken: {}", String.valueOf(taken.cause()));
            Replies.error(link, raw, notTaken());
            return;
        }
        switch (taken.result()) {
            case Acceptance.Accepted _ -> {}
            case Acceptance.Dropped(String why) -> log.debug("Dropped: {}", why);
            case Acceptance.Rejected(var failure) -> Replies.refuse(link, raw, failure);
        }
    }

    /// The error for what the hub could not take now.
    static StanzaError notTaken() {
        return XmppErrors.error(
                StanzaError.Condition.resource_constraint,
                StanzaError.Type.WAIT,
                "The gateway cannot take messages now; send it again later.");
    }

    /// The error for a stanza that breaks its protocol's rules.
    static StanzaError malformed(MalformedStanza e) {
        return XmppErrors.error(
                StanzaError.Condition.bad_request,
                StanzaError.Type.MODIFY,
                "The stanza cannot be read: " + XmlText.clean(String.valueOf(e.getMessage())));
    }

    /// A message of ours came back: its writer is told through the hub.
    private void bounced(Element raw, String ghost, Address recipient) {
        String id = raw.attribute("id", "");
        if (id.isEmpty() || id.startsWith(XmppCodec.SIGNAL)) {
            return;
        }
        NativeId target = parts.ids().direct(ghost, recipient.value(), id);
        try {
            Event failure =
                    new Event.DeliveryFailure(
                            new MessageRef(target, null), recipient, XmppErrors.failure(raw));
            Envelope envelope =
                    Envelope.of(
                            Participant.of(recipient),
                            new Conversation.Direct(parts.ghosts().origin(ghost)),
                            null,
                            Instant.now(),
                            failure);
            parts.reporter()
                    .report(envelope)
                    .onFailure(e -> log.warn("A bounce of {} was not taken", id, e));
        } catch (InvalidValue e) {
            log.debug("A bounce to nobody: {}", e.getMessage());
        }
    }

    /// Delivers to one person; the sender's ghost is `ghost`, the recipient's address is a bare JID
    /// or an occupant's.
    Future<Outcome> deliver(Delivery delivery, Address recipient, Jid ghost) {
        Jid to = Jids.of(recipient.value());
        XmppLink link = linkOf(delivery, ghost);
        return switch (delivery.envelope().event()) {
            case Event.Message _, Event.Edit _, Event.Retraction _, Event.Reaction _ -> {
                Message message = speech(delivery, delivery.envelope().event(), ghost, to);
                yield link.deliver(message, delivered(delivery, message, ghost, recipient));
            }
            case Event.Typing(boolean active) -> {
                link.write(XmppCodec.typing(delivery, active, Message.Type.chat, ghost, to));
                yield Future.succeededFuture(Outcome.delivered());
            }
            case Event.Receipt(MessageRef target, Event.Receipt.Stage stage) ->
                    receipt(link, delivery, target.nativeId(), stage, ghost, to);
            case Event.DeliveryFailure failure -> failed(link, delivery, failure, ghost, to);
            case Event.Subscription(boolean active) -> {
                Presence.Type type = active ? Presence.Type.subscribe : Presence.Type.unsubscribe;
                yield link.deliver(
                        XmppCodec.step(type, ghost, to, delivery.envelope().sender()),
                        Outcome.delivered());
            }
            case Event.Presence _,
                    Event.Membership _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Linkage _ ->
                    Future.succeededFuture(Outcomes.unsupported(delivery));
        };
    }

    /// The bot speaks by whichever component it was written to; a server takes nothing from one
    /// component in another's name.
    private XmppLink linkOf(Delivery delivery, Jid ghost) {
        XmppLink own = parts.linkOf(ghost.toString());
        return own == null ? parts.link(delivery.envelope().sender().address().network()) : own;
    }

    /// What is said, introducing the ghost if it is not known by its name yet.
    private Message speech(Delivery delivery, Event said, Jid ghost, Jid to) {
        String bare = ghost.asBareJid().toString();
        MessageBuilder message = XmppCodec.direct(delivery, said, namings.direct(bare), ghost, to);
        String name = delivery.envelope().sender().displayName();
        String known = introduced.get(bare + ">" + to);
        if (known == null) {
            message.addExtension(new ChatStateExtension(ChatState.active));
        }
        if (known == null || (name != null && !known.equals(name))) {
            introduced.put(bare + ">" + to, name == null ? "" : name);
            Nick nick = XmppCodec.nick(delivery.envelope().sender());
            if (nick != null) {
                message.addExtension(nick);
            }
        }
        return message.build();
    }

    /// The stanza's id is the delivery's key, which costs a hash to make again.
    private Outcome delivered(Delivery delivery, Message message, Jid ghost, Address recipient) {
        String bare = ghost.asBareJid().toString();
        NativeId id = parts.ids().direct(bare, recipient.value(), message.getStanzaId());
        parts.memory().note(id, bare, delivery.envelope().event());
        return Outcomes.delivered(id);
    }

    private Future<Outcome> receipt(
            XmppLink link,
            Delivery delivery,
            @Nullable NativeId target,
            Event.Receipt.Stage stage,
            Jid ghost,
            Jid to) {
        boolean wanted =
                switch (stage) {
                    case DELIVERED -> target != null && askedFor.remove(target.value()) != null;
                    case DISPLAYED -> target != null;
                };
        if (target != null && wanted) {
            String id = NativeIds.id(target);
            link.write(XmppCodec.receipt(delivery, stage, id, Message.Type.chat, ghost, to));
        }
        return Future.succeededFuture(Outcome.delivered());
    }

    /// Tells a writer that a message failed: the device that sent it by an error, or, where that is
    /// no longer known, all of the writer's devices in words.
    private Future<Outcome> failed(
            XmppLink link, Delivery delivery, Event.DeliveryFailure failure, Jid ghost, Jid to) {
        NativeId target = failure.target().nativeId();
        Jid device = target == null ? null : devices.get(target.value());
        if (target == null || device == null) {
            String words = "⚠ " + XmppErrors.undelivered(failure.act()) + failure.failure().text();
            Event.Message notice = new Event.Message(Body.of(words), Event.Style.NOTICE, null);
            return link.deliver(speech(delivery, notice, ghost, to), Outcome.delivered());
        }
        StanzaError error = XmppErrors.stanzaError(failure.failure(), failure.act());
        return link.deliver(
                XmppCodec.error(NativeIds.id(target), ghost, device, error), Outcome.delivered());
    }
}

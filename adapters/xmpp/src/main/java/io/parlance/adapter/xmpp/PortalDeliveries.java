package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jxmpp.jid.Jid;

/// What happens elsewhere, as the clients in a portal room see it. Confined to the event loop.
final class PortalDeliveries {
    private final Parts parts;

    PortalDeliveries(Parts parts) {
        this.parts = parts;
    }

    /// Shows an event to every client in the room; done when the server has it.
    Future<Outcome> deliver(Delivery delivery, PortalRoom room) {
        Participant sender = delivery.envelope().sender();
        Outcome outcome = Outcome.delivered();
        switch (delivery.envelope().event()) {
            case Event.Message said -> outcome = said(delivery, room, said, sender);
            case Event.Membership membership -> membership(room, membership);
            case Event.RoomChange change -> changed(delivery, room, change, sender);
            case Event.Typing(boolean active) -> typing(delivery, room, active, sender);
            case Event.Receipt receipt -> seen(delivery, room, receipt, sender);
            case Event.DeliveryFailure failure -> failed(room, failure, sender.address());
            case Event.Linkage _, Event.Subscription _, Event.Presence _ -> {}
            case Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _ -> {
                return Future.succeededFuture(Outcomes.unsupported(delivery));
            }
        }
        return room.link().taken(outcome);
    }

    private Outcome said(
            Delivery delivery, PortalRoom room, Event.Message said, Participant sender) {
        Jid from = Jids.of(room.jid() + "/" + room.appear(sender));
        MessageBuilder message = XmppCodec.room(delivery, said, from, Jids.of(room.jid()));
        MucStanzas.stamped(message, room.jid(), delivery.key(), null);
        message.addExtension(MucStanzas.occupantId(room.jid(), sender.address()));
        Nick nick = XmppCodec.nick(sender);
        if (nick != null) {
            message.addExtension(nick);
        }
        room.broadcast(message.build(), null);
        return Outcomes.delivered(parts.ids().room(room.jid(), delivery.key()));
    }

    private static void membership(PortalRoom room, Event.Membership membership) {
        Address subject = membership.subject().address();
        if (room.has(subject)) {
            return;
        }
        switch (membership.change()) {
            case JOIN -> room.appear(membership.subject());
            case LEAVE -> room.disappear(subject);
            case KICK -> room.disappear(subject, MucStanzas.KICKED);
            case BAN -> room.disappear(subject, MucStanzas.BANNED);
            case INVITE, UNBAN -> {}
        }
    }

    private static void changed(
            Delivery delivery, PortalRoom room, Event.RoomChange change, Participant sender) {
        Jid from = Jids.of(room.jid() + "/" + room.appear(sender));
        if (change.topic() != null) {
            room.broadcast(PortalJoin.subject(from, Jids.of(room.jid()), change.topic()), null);
        }
        if (change.name() != null) {
            Message told =
                    XmppCodec.message(delivery, Message.Type.groupchat, from, Jids.of(room.jid()))
                            .setBody("/me named the room “" + XmlText.clean(change.name()) + "”")
                            .build();
            room.broadcast(told, null);
        }
    }

    private static void typing(
            Delivery delivery, PortalRoom room, boolean active, Participant sender) {
        Jid from = Jids.of(room.jid() + "/" + room.appear(sender));
        Jid to = Jids.of(room.jid());
        room.broadcast(XmppCodec.typing(delivery, active, Message.Type.groupchat, from, to), null);
    }

    private static void seen(
            Delivery delivery, PortalRoom room, Event.Receipt receipt, Participant sender) {
        NativeId target = receipt.target().nativeId();
        if (target == null || receipt.stage() != Event.Receipt.Stage.DISPLAYED) {
            return;
        }
        Jid from = Jids.of(room.jid() + "/" + room.appear(sender));
        Message marker =
                XmppCodec.receipt(
                        delivery,
                        receipt.stage(),
                        NativeIds.id(target),
                        Message.Type.groupchat,
                        from,
                        Jids.of(room.jid()));
        room.broadcast(marker, null);
    }

    /// Tells the writer, by the id that their client gave the message.
    private static void failed(PortalRoom room, Event.DeliveryFailure failure, Address writer) {
        NativeId target = failure.target().nativeId();
        String stanzaId = target == null ? "" : NativeIds.id(target);
        String id = room.senderIds().getOrDefault(stanzaId, stanzaId);
        for (PortalRoom.Session session : room.sessions()) {
            if (session.person().equals(writer)) {
                MessageBuilder error =
                        id.isEmpty()
                                ? StanzaBuilder.buildMessage()
                                : StanzaBuilder.buildMessage(id);
                room.link()
                        .write(
                                error.ofType(Message.Type.error)
                                        .from(Jids.of(room.jid()))
                                        .to(Jids.of(session.jid()))
                                        .setError(XmppErrors.stanzaError(failure.failure()))
                                        .build());
            }
        }
    }
}

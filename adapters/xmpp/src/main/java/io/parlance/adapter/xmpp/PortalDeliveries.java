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
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jxmpp.jid.Jid;

/// What happens elsewhere, as the clients in a portal room see it. Confined to the event loop.
final class PortalDeliveries {
    private final Parts parts;
    private final Namings namings;
    private final PutOut putOut;

    /// Puts somebody of this network out of a room.
    interface PutOut {
        /// All their clients go.
        ///
        /// @param code the status code that says why (XEP-0045 §15.6)
        void accept(PortalRoom room, Address person, int code);
    }

    PortalDeliveries(Parts parts, PutOut putOut) {
        this.parts = parts;
        this.putOut = putOut;
        this.namings = new Namings(parts);
    }

    /// Shows an event to every client in the room; done when the server has it.
    Future<Outcome> deliver(Delivery delivery, PortalRoom room) {
        Participant sender = delivery.envelope().sender();
        Outcome outcome = Outcome.delivered();
        switch (delivery.envelope().event()) {
            case Event.Retraction retraction when retraction.byModerator() ->
                    moderated(delivery, room, retraction, sender);
            case Event.Message _, Event.Edit _, Event.Retraction _, Event.Reaction _ ->
                    outcome = said(delivery, room, sender);
            case Event.Membership membership -> membership(room, membership);
            case Event.RoomChange change -> changed(delivery, room, change, sender);
            case Event.Typing(boolean active) -> typing(delivery, room, active, sender);
            case Event.Receipt receipt -> seen(delivery, room, receipt, sender);
            case Event.DeliveryFailure failure -> failed(room, failure, sender.address());
            case Event.Linkage _, Event.Subscription _, Event.Presence _ -> {}
            case Event.RoleChange(var subject, var role) -> room.role(subject.address(), role);
            case Event.Succession _, Event.Profile _ -> {
                return Future.succeededFuture(Outcomes.unsupported(delivery));
            }
        }
        return room.link().taken(outcome);
    }

    private Outcome said(Delivery delivery, PortalRoom room, Participant sender) {
        Event event = delivery.envelope().event();
        Jid from = Jids.of(room.jid() + "/" + room.appear(sender));
        MessageBuilder message =
                XmppCodec.room(delivery, event, namings.room(delivery), from, Jids.of(room.jid()));
        MucStanzas.stamped(message, room.jid(), delivery.key(), null);
        message.addExtension(MucStanzas.occupantId(room.jid(), sender.address()));
        room.broadcast(message.build(), null);
        NativeId id = parts.ids().room(room.jid(), delivery.key());
        parts.memory().note(id, from.toString(), event);
        return Outcomes.delivered(id);
    }

    /// The room itself tells what a moderator took back (XEP-0425 §4).
    private static void moderated(
            Delivery delivery, PortalRoom room, Event.Retraction retraction, Participant sender) {
        String id = Naming.id(retraction.target());
        Jid from = Jids.of(room.jid());
        MessageBuilder message =
                XmppCodec.message(delivery, Message.Type.groupchat, from, Jids.of(room.jid()));
        StandardExtensionElement.Builder moderated =
                Tags.of("moderated", Tags.MODERATE)
                        .addAttribute("by", room.jid() + "/" + room.appear(sender))
                        .addElement(MucStanzas.occupantId(room.jid(), sender.address()));
        StandardExtensionElement.Builder retract =
                Tags.of("retract", Tags.RETRACT)
                        .addAttribute("id", id == null ? "" : id)
                        .addElement(moderated.build());
        if (retraction.reason() != null) {
            retract.addElement("reason", XmlText.clean(retraction.reason()));
        }
        message.addExtension(retract.build());
        MucStanzas.stamped(message, room.jid(), delivery.key(), null);
        room.broadcast(message.build(), null);
    }

    private void membership(PortalRoom room, Event.Membership membership) {
        Address subject = membership.subject().address();
        if (room.has(subject)) {
            switch (membership.change()) {
                case KICK -> putOut.accept(room, subject, MucStanzas.KICKED);
                case BAN -> putOut.accept(room, subject, MucStanzas.BANNED);
                case JOIN, LEAVE, INVITE, UNBAN -> {}
            }
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

    private void changed(
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
        if (change.avatar() != null) {
            parts.portraits()
                    .changed(room.address(), change.avatar())
                    .onSuccess(
                            shown -> {
                                if (shown) {
                                    room.showPicture();
                                }
                            });
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
                                        .setError(
                                                XmppErrors.stanzaError(
                                                        failure.failure(), failure.act()))
                                        .build());
            }
        }
    }
}

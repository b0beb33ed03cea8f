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
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jivesoftware.smackx.nick.packet.Nick;
import org.jxmpp.jid.Jid;

/// What happens elsewhere, as people in a linked native room see it: each speaks as an occupant of
/// their own. Confined to the event loop.
final class RoomDeliveries {
    private RoomDeliveries() {}

    /// Delivers to a room that the listener is in.
    static Future<Outcome> deliver(Delivery delivery, PlumbedRoom room) {
        Participant sender = delivery.envelope().sender();
        return switch (delivery.envelope().event()) {
            case Event.Message _, Event.RoomChange _ ->
                    delivery.attempt() > 1 ? lookFirst(delivery, room) : say(delivery, room);
            case Event.Membership membership -> membership(room, membership);
            case Event.Typing(boolean active) -> typing(delivery, room, active, sender.address());
            case Event.Receipt receipt -> seen(delivery, room, receipt, sender.address());
            case Event.DeliveryFailure failure -> {
                String nick = room.occupants().nickOf(sender.address());
                if (nick != null) {
                    room.tell(nick, failure.failure());
                }
                yield room.link().taken(Outcome.delivered());
            }
            case Event.Presence _, Event.Subscription _, Event.Linkage _ ->
                    Future.succeededFuture(Outcome.delivered());
            case Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _ ->
                    Future.succeededFuture(Outcomes.unsupported(delivery));
        };
    }

    /// An earlier try may have arrived: the room's archive tells.
    private static Future<Outcome> lookFirst(Delivery delivery, PlumbedRoom room) {
        return room.intake()
                .find(delivery.key(), delivery.envelope().sentAt())
                .compose(
                        found ->
                                found == null
                                        ? say(delivery, room)
                                        : Future.succeededFuture(found));
    }

    private static Future<Outcome> say(Delivery delivery, PlumbedRoom room) {
        return room.ghosts()
                .enter(delivery.envelope().sender())
                .compose(
                        ghost -> {
                            Future<Outcome> outcome = room.reflections().await(delivery.key());
                            ghost.link().write(speech(delivery, room, ghost));
                            return outcome;
                        });
    }

    private static Message speech(Delivery delivery, PlumbedRoom room, RoomGhosts.Ghost ghost) {
        Jid from = Jids.of(ghost.jid());
        Jid to = Jids.of(room.address().value());
        MessageBuilder message = XmppCodec.message(delivery, Message.Type.groupchat, from, to);
        switch (delivery.envelope().event()) {
            case Event.Message said -> Formatting.write(said, message);
            case Event.RoomChange(_, String topic, _) when topic != null ->
                    message.setSubject(XmlText.clean(topic));
            case Event.RoomChange(String name, _, _) ->
                    message.setBody("/me named the room “" + XmlText.clean(name + "") + "”");
            default -> throw new IllegalStateException("Nothing to say in " + delivery);
        }
        Nick nick = XmppCodec.nick(delivery.envelope().sender());
        if (nick != null) {
            message.addExtension(nick);
        }
        return message.build();
    }

    private static Future<Outcome> membership(PlumbedRoom room, Event.Membership membership) {
        Address subject = membership.subject().address();
        if (subject.network().equals(room.address().network())) {
            // Somebody of another room of this network: they enter here by themselves if they want
            // to.
            return Future.succeededFuture(Outcome.delivered());
        }
        return switch (membership.change()) {
            case JOIN -> room.ghosts().enter(membership.subject()).map(_ -> Outcome.delivered());
            case LEAVE, KICK, BAN -> {
                room.ghosts().leave(subject);
                yield room.link().taken(Outcome.delivered());
            }
            case INVITE, UNBAN -> Future.succeededFuture(Outcome.delivered());
        };
    }

    private static Future<Outcome> typing(
            Delivery delivery, PlumbedRoom room, boolean active, Address sender) {
        RoomGhosts.Ghost ghost = room.ghosts().present(sender);
        if (ghost != null) {
            Jid to = Jids.of(room.address().value());
            ghost.link()
                    .write(
                            XmppCodec.typing(
                                    delivery,
                                    active,
                                    Message.Type.groupchat,
                                    Jids.of(ghost.jid()),
                                    to));
        }
        return Future.succeededFuture(Outcome.delivered());
    }

    private static Future<Outcome> seen(
            Delivery delivery, PlumbedRoom room, Event.Receipt receipt, Address sender) {
        RoomGhosts.Ghost ghost = room.ghosts().present(sender);
        NativeId target = receipt.target().nativeId();
        if (ghost != null && target != null && receipt.stage() == Event.Receipt.Stage.DISPLAYED) {
            ghost.link()
                    .write(
                            XmppCodec.receipt(
                                    delivery,
                                    receipt.stage(),
                                    NativeIds.id(target),
                                    Message.Type.groupchat,
                                    Jids.of(ghost.jid()),
                                    Jids.of(room.address().value())));
        }
        return Future.succeededFuture(Outcome.delivered());
    }

    /// A private message to an occupant (XEP-0045 §7.5); they answer the same way.
    static Future<Outcome> whisper(
            Delivery delivery, PlumbedRoom room, Address recipient, Outcome whenTaken) {
        if (!(delivery.envelope().event() instanceof Event.Message said)) {
            return Future.succeededFuture(Outcome.delivered());
        }
        return room.ghosts()
                .enter(delivery.envelope().sender())
                .compose(
                        ghost -> {
                            MessageBuilder message =
                                    XmppCodec.message(
                                            delivery,
                                            Message.Type.chat,
                                            Jids.of(ghost.jid()),
                                            Jids.of(recipient.value()));
                            Formatting.write(said, message);
                            message.addExtension(new MUCUser());
                            return ghost.link().deliver(message.build(), whenTaken);
                        });
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smackx.muc.packet.MUCUser;
import org.jxmpp.jid.Jid;

/// What happens elsewhere, as people in a linked native room see it: each speaks as an occupant of
/// their own. Confined to the event loop.
final class RoomDeliveries {
    private RoomDeliveries() {}

    /// Delivers to a room that the listener is in.
    static Future<Outcome> deliver(Delivery delivery, PlumbedRoom room) {
        Participant sender = delivery.envelope().sender();
        return switch (delivery.envelope().event()) {
            case Event.Retraction retraction when retraction.byModerator() ->
                    moderated(delivery, room, retraction);
            case Event.Message _,
                    Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.RoomChange _ ->
                    (delivery.attempt() > 1 ? lookFirst(delivery, room) : say(delivery, room))
                            .compose(outcome -> inWords(delivery, room, outcome));
            case Event.Membership membership -> membership(delivery, room, membership);
            case Event.RoleChange change -> RoomPowers.role(delivery, room, change);
            case Event.Typing(boolean active) -> typing(delivery, room, active, sender.address());
            case Event.Receipt receipt -> seen(delivery, room, receipt, sender.address());
            case Event.DeliveryFailure failure -> {
                String nick = room.occupants().nickOf(sender.address());
                if (nick != null) {
                    room.tell(nick, XmppErrors.undelivered(failure.act()), failure.failure());
                }
                yield room.link().taken(Outcome.delivered());
            }
            case Event.Presence _, Event.Subscription _, Event.Linkage _ ->
                    Future.succeededFuture(Outcome.delivered());
            case Event.Succession _, Event.Profile _ ->
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
        return say(delivery, room, delivery.envelope().sender());
    }

    private static Future<Outcome> say(Delivery delivery, PlumbedRoom room, Participant speaker) {
        return room.ghosts()
                .enter(speaker)
                .compose(
                        ghost -> {
                            Future<Outcome> outcome = room.reflections().await(delivery.key());
                            if (delivery.envelope().event()
                                            instanceof Event.RoomChange(_, String topic, _)
                                    && topic != null) {
                                room.reflections().subject(delivery.key(), XmlText.clean(topic));
                            }
                            ghost.link().write(speech(delivery, room, ghost));
                            return outcome.onSuccess(done -> said(delivery, room, ghost, done));
                        });
    }

    /// In most rooms only the staff sets the subject: then the change is told in words.
    private static Future<Outcome> inWords(Delivery delivery, PlumbedRoom room, Outcome outcome) {
        return delivery.envelope().event() instanceof Event.RoomChange(_, String topic, _)
                        && topic != null
                        && outcome instanceof Outcome.Refused(var failure)
                        && failure.reason() == FailureReason.FORBIDDEN
                ? say(
                        new Delivery(
                                delivery.envelope()
                                        .withEvent(
                                                new Event.Message(
                                                        Body.of(
                                                                "changed the topic to “"
                                                                        + topic
                                                                        + "”"),
                                                        Event.Style.EMOTE,
                                                        null)),
                                delivery.destination(),
                                delivery.target(),
                                delivery.audience(),
                                delivery.attempt()),
                        room)
                : Future.succeededFuture(outcome);
    }

    private static void said(
            Delivery delivery, PlumbedRoom room, RoomGhosts.Ghost ghost, Outcome outcome) {
        if (outcome instanceof Outcome.Delivered(var ids) && !ids.isEmpty()) {
            String author = room.address().value() + "/" + ghost.nick();
            room.memory().note(ids.getFirst(), author, delivery.envelope().event());
        }
    }

    private static Message speech(Delivery delivery, PlumbedRoom room, RoomGhosts.Ghost ghost) {
        Jid from = Jids.of(ghost.jid());
        Jid to = Jids.of(room.address().value());
        Event event = delivery.envelope().event();
        if (event instanceof Event.RoomChange(String name, String topic, _)) {
            MessageBuilder change = XmppCodec.message(delivery, Message.Type.groupchat, from, to);
            return (topic == null
                            ? change.setBody(
                                    "/me named the room “" + XmlText.clean(name + "") + "”")
                            : change.setSubject(XmlText.clean(topic)))
                    .build();
        }
        return XmppCodec.room(delivery, event, room.namings().room(delivery), from, to).build();
    }

    /// What a ghost said, the ghost takes back; what somebody native said, the room does.
    private static Future<Outcome> moderated(
            Delivery delivery, PlumbedRoom room, Event.Retraction retraction) {
        NativeId target = retraction.target().nativeId();
        Memory.Quote said = target == null ? null : room.memory().of(target);
        Address author =
                said == null ? null : room.ghosts().owner(XmppAddresses.resource(said.author()));
        if (author != null) {
            return say(delivery, room, Participant.of(author));
        }
        CharSequence request = RoomStaff.moderate(retraction.target(), retraction.reason());
        return request == null
                ? Future.succeededFuture(Outcome.delivered())
                : RoomPowers.moderation(delivery, room, request, said == null ? "" : said.author());
    }

    private static Future<Outcome> membership(
            Delivery delivery, PlumbedRoom room, Event.Membership membership) {
        Address subject = membership.subject().address();
        if (subject.network().equals(room.address().network())) {
            return RoomPowers.membership(delivery, room, membership);
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
        Event event = delivery.envelope().event();
        if (!Speech.is(event)) {
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
                            String bare = XmppAddresses.bare(ghost.jid());
                            Speech.write(event, message, room.namings().direct(bare));
                            message.addExtension(new MUCUser());
                            return ghost.link().deliver(message.build(), whenTaken);
                        });
    }
}

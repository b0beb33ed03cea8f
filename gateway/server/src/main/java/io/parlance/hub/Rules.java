package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.Participant;
import io.vertx.core.Future;

/// What the gateway itself learns from an event that passes: who is where, who watches whom, which
/// networks show which rooms. Lives on the hub's loop.
final class Rules {
    private static final Future<Void> NOTHING = Future.succeededFuture();

    private final Occupancy occupancy;
    private final PresenceDesk presence;

    Rules(Occupancy occupancy, PresenceDesk presence) {
        this.occupancy = occupancy;
        this.presence = presence;
    }

    /// Whether the event tells nothing new, so that nobody need hear of it. Otherwise a joining is
    /// noted with that.
    boolean known(Envelope envelope) {
        return envelope.event() instanceof Event.Membership(var change, var subject, _)
                && change == Event.Membership.Change.JOIN
                && envelope.conversation() instanceof Conversation.Room(Address room)
                && !occupancy.joined(room, subject);
    }

    /// Notes what the event tells; what of that must be durable is, when the future completes.
    Future<Void> note(Envelope envelope) {
        return switch (envelope.conversation()) {
            case Conversation.Room(Address room) -> inRoom(envelope, room);
            case Conversation.Direct(Address other) -> direct(envelope, other);
            case Conversation.Everyone _ -> NOTHING;
        };
    }

    /// Takes back what was noted, because the event could not be made durable and will come again.
    void undo(Envelope envelope) {
        if (envelope.event() instanceof Event.Membership(var change, var subject, _)
                && change == Event.Membership.Change.JOIN
                && envelope.conversation() instanceof Conversation.Room(Address room)) {
            occupancy.forget(room, subject.address());
        }
    }

    private Future<Void> direct(Envelope envelope, Address other) {
        Address sender = envelope.sender().address();
        return switch (envelope.event()) {
            case Event.Message _ when GatewayBot.is(sender) || GatewayBot.is(other) -> NOTHING;
            case Event.Message _ -> {
                presence.met(sender, other);
                yield NOTHING;
            }
            case Event.Subscription(boolean active) -> presence.subscribe(sender, other, active);
            case Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.Membership _,
                    Event.RoomChange _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    NOTHING;
        };
    }

    private Future<Void> inRoom(Envelope envelope, Address room) {
        return switch (envelope.event()) {
            case Event.Message _ when GatewayBot.is(envelope.sender().address()) -> NOTHING;
            case Event.Message _ -> {
                // Who speaks is there, whether or not the network said so.
                occupancy.seen(room, envelope.sender());
                yield occupancy.shown(room, envelope.origin());
            }
            case Event.Membership(var change, var subject, _) ->
                    membership(envelope, room, change, subject);
            case Event.RoomChange change -> {
                occupancy.changed(room, change);
                yield NOTHING;
            }
            case Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    NOTHING;
        };
    }

    private Future<Void> membership(
            Envelope envelope, Address room, Event.Membership.Change change, Participant subject) {
        return switch (change) {
            case JOIN -> occupancy.shown(room, envelope.origin());
            case LEAVE, KICK, BAN -> occupancy.left(room, subject.address());
            case INVITE, UNBAN -> NOTHING;
        };
    }
}

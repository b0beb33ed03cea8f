package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

/// Hands each delivery to the part that can do it. Confined to the event loop.
final class Deliveries {
    private final Parts parts;
    private final Router router;

    Deliveries(Parts parts, Router router) {
        this.parts = parts;
        this.router = router;
    }

    /// What became of a delivery. May throw [io.parlance.model.InvalidValue] for what cannot be
    /// expressed.
    Future<Outcome> deliver(Delivery delivery) {
        Participant sender = delivery.envelope().sender();
        if (sender.displayName() != null) {
            router.names().put(sender.address(), sender.displayName());
        }
        return switch (delivery.target()) {
            case Conversation.Direct(Address recipient) -> direct(delivery, recipient);
            case Conversation.Room(Address room) ->
                    room.network().equals(parts.context().network())
                            ? router.plumbed().deliver(delivery, room)
                            : router.portals().deliver(delivery, room);
            case Conversation.Everyone() -> everyone(delivery, sender.address());
        };
    }

    private Future<Outcome> direct(Delivery delivery, Address recipient) {
        Address sender = delivery.envelope().sender().address();
        if (!XmppAddresses.resource(recipient.value()).isEmpty()) {
            return router.plumbed().whisper(delivery, recipient);
        }
        if (GatewayBot.is(sender)) {
            return router.adHoc().answered(delivery, recipient)
                    ? Future.succeededFuture(Outcome.delivered())
                    : router.direct()
                            .deliver(
                                    delivery,
                                    recipient,
                                    Jids.of(parts.ghosts().bot(recipient.value())));
        }
        String known = parts.ghosts().known(sender);
        return known != null
                ? router.direct().deliver(delivery, recipient, Jids.of(known))
                : parts.ghosts()
                        .jid(sender)
                        .compose(jid -> router.direct().deliver(delivery, recipient, Jids.of(jid)));
    }

    private Future<Outcome> everyone(Delivery delivery, Address sender) {
        return switch (delivery.envelope().event()) {
            case Event.Presence presence ->
                    parts.ghosts().jid(sender).compose(jid -> presence(delivery, presence, jid));
            case Event.Profile profile -> profile(delivery, profile);
            default -> Future.succeededFuture(Outcomes.unsupported(delivery));
        };
    }

    /// Whoever is called otherwise now is so at once where they are seen; the others learn it with
    /// the next message.
    private Future<Outcome> profile(Delivery delivery, Event.Profile profile) {
        Address who = delivery.envelope().sender().address();
        String name = profile.name();
        if (name != null && !name.isBlank()) {
            Participant now = new Participant(who, name);
            router.names().put(who, name);
            router.plumbed().renamed(now);
            router.portals().renamed(now);
            router.presence().renamed(now);
        }
        Event.Avatar avatar = profile.avatar();
        if (avatar == null) {
            return Future.succeededFuture(Outcome.delivered());
        }
        return parts.portraits()
                .changed(who, avatar)
                .map(
                        shown -> {
                            if (shown) {
                                router.plumbed().availability(who, null);
                                router.portals().availability(who, null);
                                router.presence()
                                        .pictured(new Participant(who, router.names().get(who)));
                            }
                            return Outcome.delivered();
                        });
    }

    /// To rosters, and to the rooms where they are seen.
    private Future<Outcome> presence(Delivery delivery, Event.Presence presence, String jid) {
        Address who = delivery.envelope().sender().address();
        if (parts.shows().note(who, presence)) {
            router.plumbed().availability(who, delivery.audience());
            router.portals().availability(who, delivery.audience());
        }
        return router.presence().deliver(delivery, presence, Jids.of(jid));
    }
}

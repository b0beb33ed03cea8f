package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes deliveries to the homeserver, each kind of event in its own way.
final class Outbound {
    private static final int TYPING_MILLIS = 30_000;

    /// More typing and receipts than this are not sent at a time: what would wait is stale when it
    /// comes.
    private static final int EPHEMERAL = 48;

    private final MatrixLink link;
    private final ClientApi api;
    private final Places places;
    private final Speech speech;
    private final Reactions reactions;
    private final PlumbedRooms plumbed;
    private final GhostPresence presence;
    private final GhostRooms inside;
    private final AtomicInteger ephemeral = new AtomicInteger();

    Outbound(
            MatrixLink link,
            ClientApi api,
            Places places,
            Speech speech,
            Reactions reactions,
            PlumbedRooms plumbed,
            GhostPresence presence,
            GhostRooms inside) {
        this.link = link;
        this.api = api;
        this.places = places;
        this.speech = speech;
        this.reactions = reactions;
        this.plumbed = plumbed;
        this.presence = presence;
        this.inside = inside;
    }

    /// Delivers; never fails.
    Future<Outcome> deliver(Delivery delivery) {
        if (!link.isUp()) {
            return Future.succeededFuture(Outcome.deferred(MatrixErrors.down(link.advice())));
        }
        if (!(delivery.envelope().event() instanceof Event.Ephemeral)) {
            return outcome(delivery);
        }
        if (ephemeral.incrementAndGet() > EPHEMERAL) {
            ephemeral.decrementAndGet();
            return Future.succeededFuture(
                    MatrixErrors.outcome(
                            MatrixFault.without(MatrixFault.Kind.BUSY, "ephemeral, not sent")));
        }
        return outcome(delivery).onComplete(_ -> ephemeral.decrementAndGet());
    }

    private Future<Outcome> outcome(Delivery delivery) {
        Future<Outcome> done;
        try {
            done = attempt(delivery);
        } catch (RuntimeException e) {
            done = Future.failedFuture(e);
        }
        return done.onFailure(link::met).otherwise(MatrixErrors::outcome);
    }

    private Future<Outcome> attempt(Delivery delivery) {
        return switch (delivery.envelope().event()) {
            case Event.Message message ->
                    said(delivery, place -> speech.message(delivery, place, message));
            case Event.Edit edit -> said(delivery, place -> speech.edit(delivery, place, edit));
            case Event.Retraction retraction ->
                    said(delivery, place -> speech.retract(delivery, place, retraction));
            case Event.Reaction reaction ->
                    said(delivery, place -> reactions.show(delivery, place, reaction));
            case Event.DeliveryFailure failure ->
                    said(
                            delivery,
                            place ->
                                    speech.notice(
                                            delivery, place, words(failure), failure.target()));
            case Event.Membership membership -> membership(delivery, membership);
            case Event.RoomChange change -> changed(delivery, change);
            case Event.Linkage linkage -> linked(delivery, linkage);
            // Nothing to be told to anybody: presence of Matrix users comes by itself.
            case Event.Subscription _, Event.RoleChange _, Event.Succession _, Event.Profile _ ->
                    Future.succeededFuture(Outcome.delivered());
            case Event.Presence now -> presence.show(delivery, now);
            case Event.Typing typing -> typing(delivery, typing);
            case Event.Receipt receipt -> receipt(delivery, receipt);
        };
    }

    private static String words(Event.DeliveryFailure failure) {
        Address recipient = failure.recipient();
        return "⚠ Not delivered"
                + (recipient == null ? "" : " to " + recipient.value())
                + ": "
                + failure.failure().text();
    }

    /// What is said in a place.
    private interface Saying {
        Future<List<NativeId>> in(Place place);
    }

    /// Says something. If the homeserver says that the ghost is not in the room, it is brought in
    /// and says it once more: nothing was said before, so that repeats nothing.
    private Future<Outcome> said(Delivery delivery, Saying saying) {
        return places.of(delivery)
                .compose(
                        place ->
                                saying.in(place)
                                        .recover(
                                                cause ->
                                                        isOutside(cause, delivery)
                                                                ? places.mended(delivery, place)
                                                                        .compose(saying::in)
                                                                : Future.failedFuture(cause)))
                .map(Outcome.Delivered::new);
    }

    /// A direct room may even be gone, when its last user left.
    private static boolean isOutside(Throwable cause, Delivery delivery) {
        return cause instanceof MatrixFault fault
                && (fault.status() == 403
                        || (fault.status() == 404
                                && delivery.target() instanceof Conversation.Direct));
    }

    private Future<Outcome> membership(Delivery delivery, Event.Membership membership) {
        Participant subject = membership.subject();
        if (!(delivery.target() instanceof Conversation.Room(Address room))
                || subject.address().network().equals(delivery.destination())) {
            return Future.succeededFuture(Outcome.delivered());
        }
        return places.room(room)
                .compose(
                        roomId ->
                                places.account(subject)
                                        .compose(ghost -> moved(ghost, roomId, membership)))
                .map(_ -> Outcome.delivered());
    }

    private Future<Void> moved(String ghost, String roomId, Event.Membership membership) {
        return switch (membership.change()) {
            case JOIN -> inside.enter(ghost, roomId);
            case LEAVE, KICK, BAN -> inside.leave(ghost, roomId, membership.reason());
            case INVITE, UNBAN -> Future.succeededFuture();
        };
    }

    private Future<Outcome> changed(Delivery delivery, Event.RoomChange change) {
        if (!(delivery.target() instanceof Conversation.Room(Address room))) {
            return Future.succeededFuture(Outcome.delivered());
        }
        return places.room(room)
                .compose(roomId -> plumbed.describe(roomId, change))
                .recover(
                        cause ->
                                cause instanceof MatrixFault f && f.status() == 403
                                        ? told(delivery, change)
                                        : Future.failedFuture(cause))
                .map(_ -> Outcome.delivered());
    }

    /// Where the gateway may not set the name or topic, people are told.
    private Future<Void> told(Delivery delivery, Event.RoomChange change) {
        String text =
                (change.name() == null ? "" : "named the room «" + change.name() + "» ")
                        + (change.topic() == null ? "" : "set the topic «" + change.topic() + "»");
        return places.of(delivery)
                .compose(place -> speech.notice(delivery, place, text.strip(), null))
                .mapEmpty();
    }

    private Future<Outcome> linked(Delivery delivery, Event.Linkage linkage) {
        if (!(delivery.target() instanceof Conversation.Room(Address room))) {
            return Future.succeededFuture(Outcome.delivered());
        }
        Future<Void> done =
                linkage.linked()
                        ? plumbed.link(room, linkage.others(), delivery.key())
                        : plumbed.unlink(room, linkage.others());
        return done.map(_ -> Outcome.delivered());
    }

    private Future<Outcome> typing(Delivery delivery, Event.Typing typing) {
        Place place = places.known(delivery);
        return place == null
                ? Future.succeededFuture(Outcome.delivered())
                : api.typing(place.as(), place.roomId(), typing.active(), TYPING_MILLIS)
                        .map(_ -> Outcome.delivered());
    }

    private Future<Outcome> receipt(Delivery delivery, Event.Receipt receipt) {
        Place place = places.known(delivery);
        @Nullable NativeId target = receipt.target().nativeId();
        return place == null || target == null || receipt.stage() == Event.Receipt.Stage.DELIVERED
                ? Future.succeededFuture(Outcome.delivered())
                : api.read(place.as(), place.roomId(), target.value())
                        .map(_ -> Outcome.delivered());
    }
}

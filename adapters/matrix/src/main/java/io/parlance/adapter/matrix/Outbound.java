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

    /// What says and does the kinds of events.
    record Mouths(
            Speech speech,
            Reactions reactions,
            Retractions retractions,
            Failures failures,
            Staff staff,
            Descriptions descriptions,
            GhostLooks looks) {}

    private final MatrixLink link;
    private final ClientApi api;
    private final Places places;
    private final Mouths mouths;
    private final PlumbedRooms plumbed;
    private final GhostPresence presence;
    private final AtomicInteger ephemeral = new AtomicInteger();

    Outbound(
            MatrixLink link,
            ClientApi api,
            Places places,
            Mouths mouths,
            PlumbedRooms plumbed,
            GhostPresence presence) {
        this.link = link;
        this.api = api;
        this.places = places;
        this.mouths = mouths;
        this.plumbed = plumbed;
        this.presence = presence;
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
                    said(delivery, place -> mouths.speech().message(delivery, place, message));
            case Event.Edit edit ->
                    said(delivery, place -> mouths.speech().edit(delivery, place, edit));
            case Event.Retraction retraction ->
                    said(
                            delivery,
                            place -> mouths.retractions().retract(delivery, place, retraction));
            case Event.Reaction reaction ->
                    said(delivery, place -> mouths.reactions().show(delivery, place, reaction));
            case Event.DeliveryFailure failure ->
                    said(delivery, place -> mouths.failures().tell(delivery, place, failure));
            case Event.Membership membership -> membership(delivery, membership);
            case Event.RoleChange(Participant subject, Event.Role role) ->
                    role(delivery, subject, role);
            case Event.RoomChange change -> changed(delivery, change);
            case Event.Linkage linkage -> linked(delivery, linkage);
            case Event.Profile profile -> mouths.looks().show(delivery, profile);
            // Nothing to be told to anybody: presence of Matrix users comes by itself.
            case Event.Subscription _, Event.Succession _ ->
                    Future.succeededFuture(Outcome.delivered());
            case Event.Presence now -> presence.show(delivery, now);
            case Event.Typing typing -> typing(delivery, typing);
            case Event.Receipt receipt -> receipt(delivery, receipt);
        };
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
        if (!(delivery.target() instanceof Conversation.Room(Address room))) {
            return Future.succeededFuture(Outcome.delivered());
        }
        boolean here = subject.address().network().equals(delivery.destination());
        return places.room(room)
                .compose(
                        roomId ->
                                here
                                        ? mouths.staff().user(delivery, roomId, membership)
                                        : places.account(subject)
                                                .compose(
                                                        ghost ->
                                                                mouths.staff()
                                                                        .ghost(
                                                                                ghost,
                                                                                roomId,
                                                                                membership)))
                .map(_ -> Outcome.delivered());
    }

    private Future<Outcome> role(Delivery delivery, Participant subject, Event.Role role) {
        if (!(delivery.target() instanceof Conversation.Room(Address room))) {
            return Future.succeededFuture(Outcome.delivered());
        }
        boolean here = subject.address().network().equals(delivery.destination());
        Future<String> user =
                here ? Future.succeededFuture(subject.address().value()) : places.account(subject);
        return places.room(room)
                .compose(
                        roomId ->
                                user.compose(id -> mouths.staff().role(delivery, roomId, id, role)))
                .map(_ -> Outcome.delivered());
    }

    private Future<Outcome> changed(Delivery delivery, Event.RoomChange change) {
        return delivery.target() instanceof Conversation.Room
                ? places.of(delivery)
                        .compose(place -> mouths.descriptions().change(delivery, place, change))
                        .map(_ -> Outcome.delivered())
                : Future.succeededFuture(Outcome.delivered());
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

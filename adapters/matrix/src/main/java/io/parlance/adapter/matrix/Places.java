package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

/// Finds, and where need be makes, the place of a delivery: the ghost's account, the room, and the
/// ghost in it.
final class Places {
    private final AdapterContext context;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final GhostUsers users;
    private final GhostRooms inside;
    private final DirectRooms directs;
    private final Portals portals;
    private final Upgrades upgrades;
    private final Visits visits;

    Places(
            AdapterContext context,
            RoomBook book,
            GhostBook ghosts,
            GhostUsers users,
            GhostRooms inside,
            DirectRooms directs,
            Portals portals,
            Upgrades upgrades,
            Visits visits) {
        this.context = context;
        this.book = book;
        this.ghosts = ghosts;
        this.users = users;
        this.inside = inside;
        this.directs = directs;
        this.portals = portals;
        this.upgrades = upgrades;
        this.visits = visits;
    }

    /// The place of a delivery, ready to be spoken in.
    Future<Place> of(Delivery delivery) {
        Participant sender = delivery.envelope().sender();
        return switch (delivery.target()) {
            case Conversation.Direct(Address recipient) ->
                    direct(sender, recipient.value(), delivery.attempt() > 1);
            case Conversation.Room(Address room) -> inRoom(sender, room);
            case Conversation.Everyone _ ->
                    Future.failedFuture(new IllegalArgumentException("not a place: everyone"));
        };
    }

    private Future<Place> direct(Participant sender, String user, boolean again) {
        if (sender.address().network().equals(context.network())) {
            return Future.failedFuture(
                    new MatrixRefusal(
                            FailureReason.NOT_LINKED,
                            "Both of you are on Matrix; write to each other there.",
                            "direct message within the network"));
        }
        return account(sender)
                .compose(
                        ghost ->
                                directs.room(new RoomUse.Direct(user, ghost), again)
                                        .map(roomId -> new Place(roomId, ghost)));
    }

    /// The same place anew, after the homeserver said that the ghost is not in it.
    Future<Place> mended(Delivery delivery, Place place) {
        inside.left(place.as(), place.roomId());
        return switch (book.use(place.roomId())) {
            case RoomUse.Direct pair ->
                    directs.replaced(pair, place.roomId())
                            .map(roomId -> new Place(roomId, place.as()));
            case null, default -> of(delivery);
        };
    }

    private Future<Place> inRoom(Participant sender, Address room) {
        return (GatewayBot.is(sender.address()) ? visits.room(room, this::room) : room(room))
                .compose(
                        roomId ->
                                account(sender)
                                        .compose(
                                                ghost ->
                                                        (ghosts.isBot(ghost)
                                                                        ? Future
                                                                                .<Void>
                                                                                        succeededFuture()
                                                                        : inside.enter(
                                                                                ghost, roomId))
                                                                .map(new Place(roomId, ghost))));
    }

    /// The room that is linked under this address, or the portal of a foreign room.
    Future<String> room(Address room) {
        String known = book.room(room);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        if (!room.network().equals(context.network())) {
            return portals.open(room);
        }
        String adopted = upgrades.adopted(room);
        if (adopted != null) {
            return Future.succeededFuture(adopted);
        }
        if (context.rooms().linkedOn(context.network()).contains(room)) {
            return Future.failedFuture(
                    MatrixFault.without(
                            MatrixFault.Kind.BUSY, room + " is linked, but not entered yet"));
        }
        return Future.failedFuture(
                new MatrixRefusal(
                        FailureReason.NOT_LINKED,
                        "The Matrix room " + room.value() + " is not linked any more.",
                        "no room is known for " + room));
    }

    /// The ghost's account, under the name that others see.
    Future<String> account(Participant person) {
        return ghosts.ghost(person.address())
                .compose(
                        ghost ->
                                ghosts.isBot(ghost)
                                        ? Future.succeededFuture(ghost)
                                        : users.ensure(ghost, name(person, ghost)).map(ghost));
    }

    /// Not everything that somebody does tells their name: what others know already stays then.
    private @Nullable String name(Participant person, String ghost) {
        String name = person.displayName();
        return name != null || users.isNamed(ghost)
                ? name
                : context.networks().portable(person.address());
    }

    /// The place if everything of it is there already, else null: typing is no reason to make a
    /// room.
    @Nullable Place known(Delivery delivery) {
        Address sender = delivery.envelope().sender().address();
        Future<String> ghost = ghosts.ghost(sender);
        if (!ghost.succeeded() || !users.exists(ghost.result())) {
            return null;
        }
        String roomId =
                switch (delivery.target()) {
                    case Conversation.Direct(Address recipient) ->
                            directs.known(new RoomUse.Direct(recipient.value(), ghost.result()));
                    case Conversation.Room(Address room) -> {
                        String id = book.room(room);
                        yield id != null && inside.isIn(ghost.result(), id) ? id : null;
                    }
                    case Conversation.Everyone _ -> null;
                };
        return roomId == null ? null : new Place(roomId, ghost.result());
    }
}

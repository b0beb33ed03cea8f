package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Rooms of this network that are linked with rooms of others: the gateway's own user is in them,
/// says who can read along, and brings the ghosts in.
final class PlumbedRooms {
    private static final Logger LOG = LoggerFactory.getLogger(PlumbedRooms.class);

    private final AdapterContext context;
    private final ClientApi api;
    private final RoomBook book;
    private final GhostRooms inside;
    private final Notices notices;
    private final BridgeInfo info;
    private final Upgrades upgrades;
    private final RoomPeople people;
    private final String bot;

    PlumbedRooms(
            AdapterContext context,
            ClientApi api,
            RoomBook book,
            GhostRooms inside,
            Notices notices,
            RoomPeople people,
            BridgeInfo info,
            Upgrades upgrades,
            String bot) {
        this.upgrades = upgrades;
        this.context = context;
        this.api = api;
        this.book = book;
        this.inside = inside;
        this.notices = notices;
        this.people = people;
        this.bot = bot;
        this.info = info;
    }

    /// Enters a room that was linked.
    ///
    /// @param cause the linking's own key, so that people are told once
    Future<Void> link(Address room, Collection<Address> others, String cause) {
        upgrades.adopted(room);
        if (upgrades.quietly(room)) {
            // Its people were told already, in the room that goes on in this one.
            return info.publish(room.value(), others);
        }
        return entered(room)
                .compose(
                        roomId ->
                                free(room, roomId)
                                        .compose(_ -> info.refuseOthers(roomId))
                                        .compose(_ -> book.put(roomId, new RoomUse.Plumbed(room)))
                                        .compose(_ -> info.publish(roomId, others))
                                        .compose(_ -> told(roomId, others, cause))
                                        .onSuccess(_ -> people.report(roomId, room)));
    }

    private Future<Void> told(String roomId, Collection<Address> others, String cause) {
        String text =
                "This room is now linked with "
                        + others.stream().map(Address::toString).collect(Collectors.joining(", "))
                        + ". People there can read what is written here from now on, and write"
                        + " here.";
        return notices.say(bot, roomId, text, null, cause);
    }

    private Future<String> entered(Address room) {
        return api.join(bot, room.value())
                .recover(
                        cause ->
                                cause instanceof MatrixFault f
                                                && (f.status() / 100 == 4)
                                                && f.status() != 429
                                                && f.status() != 401
                                        ? Future.failedFuture(closed(room, f))
                                        : Future.failedFuture(cause));
    }

    private MatrixRefusal closed(Address room, MatrixFault fault) {
        boolean absent = fault.status() == 404;
        return new MatrixRefusal(
                absent ? FailureReason.RECIPIENT_UNKNOWN : FailureReason.FORBIDDEN,
                absent
                        ? "There is no Matrix room " + room.value() + "; look at its spelling."
                        : "The gateway may not enter "
                                + room.value()
                                + "; invite "
                                + bot
                                + " there, then link the room again.",
                fault.detail());
    }

    /// One room can be linked under one spelling only, and is nothing else at the same time.
    private Future<Void> free(Address room, String roomId) {
        RoomUse use = book.use(roomId);
        return use == null || use.equals(new RoomUse.Plumbed(room))
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new MatrixRefusal(
                                FailureReason.CONFLICT,
                                room.value()
                                        + " is in use by this gateway already, as "
                                        + shown(use)
                                        + "; unlink that first.",
                                roomId + " is " + use));
    }

    private static String shown(RoomUse use) {
        return switch (use) {
            case RoomUse.Direct _ -> "a direct room";
            case RoomUse.Plumbed(Address other) -> other.value();
            case RoomUse.Portal(Address other) -> "the portal of " + other;
        };
    }

    /// Leaves a room that is linked no more, with all ghosts.
    Future<Void> unlink(Address room, Collection<Address> others) {
        String roomId = book.room(new RoomUse.Plumbed(room));
        if (roomId == null) {
            return Future.succeededFuture();
        }
        String text = "This room is no longer linked; nobody elsewhere reads along any more.";
        return notices.say(bot, roomId, text, null, "unlinked " + roomId + System.nanoTime())
                .compose(_ -> info.withdraw(roomId, others))
                .compose(_ -> people.ghosts(roomId))
                .compose(ghosts -> leave(roomId, ghosts))
                .compose(_ -> inside.leave(bot, roomId, null))
                .recover(
                        cause -> {
                            // The room may be gone, or the gateway was put out: unlinked it is.
                            LOG.warn("Left {} untidily: {}", roomId, cause.getMessage());
                            return cause instanceof MatrixFault f && f.status() / 100 == 4
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(cause);
                        })
                .compose(_ -> book.remove(roomId));
    }

    private Future<Void> leave(String roomId, List<String> ghosts) {
        Future<Void> before = Future.succeededFuture();
        for (String ghost : ghosts) {
            before = before.compose(_ -> inside.leave(ghost, roomId, null));
        }
        return before;
    }

    /// Enters all linked rooms again, as after a start.
    ///
    /// @return what could not be done, in words; empty if nothing
    Future<String> enterAll() {
        List<String> amiss = new ArrayList<>();
        Future<Void> before = Future.succeededFuture();
        for (Address room : context.rooms().linkedOn(context.network())) {
            before =
                    before.compose(_ -> again(room))
                            .recover(
                                    cause -> {
                                        amiss.add(String.valueOf(cause.getMessage()));
                                        return Future.succeededFuture();
                                    });
        }
        return before.map(_ -> String.join(" ", amiss));
    }

    private Future<Void> again(Address room) {
        String roomId = book.room(new RoomUse.Plumbed(room));
        if (roomId == null) {
            return link(
                    room,
                    context.rooms().linkedWith(room),
                    "linked " + room + context.rooms().linkedWith(room));
        }
        return entered(new Address(room.network(), Address.Kind.ROOM, roomId))
                .onSuccess(_ -> people.report(roomId, room))
                .mapEmpty();
    }
}

package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A user invites a ghost: that opens a direct room. A ghost is for talking with one person; asked
/// into a room with more people, or into another one, it tells its person, says why it does not
/// stay, and leaves. The gateway's own user accepts every invitation, so that the room can be
/// linked.
final class Invitations {
    private static final Logger LOG = LoggerFactory.getLogger(Invitations.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final String NOT_HERE =
            "I can be written to in a room for the two of us only. To bring this whole room to"
                    + " other networks, ask the gateway's operator to link it.";

    private final ClientApi api;
    private final RoomBook book;
    private final GhostBook ghosts;
    private final GhostUsers users;
    private final GhostRooms inside;
    private final DirectRooms directs;
    private final Notices notices;
    private final Reporter reporter;

    Invitations(
            ClientApi api,
            RoomBook book,
            GhostBook ghosts,
            GhostUsers users,
            GhostRooms inside,
            DirectRooms directs,
            Notices notices,
            Reporter reporter) {
        this.directs = directs;
        this.reporter = reporter;
        this.api = api;
        this.book = book;
        this.ghosts = ghosts;
        this.users = users;
        this.inside = inside;
        this.notices = notices;
    }

    /// Follows an invitation. One that the homeserver does not let us follow is logged and
    /// forgotten: whoever sent it can send it again, and a transaction must not fail for it over
    /// and over. One that found our disk full comes again.
    Future<Void> accept(MatrixEvent event, String invited, boolean direct) {
        Future<Void> done =
                ghosts.isBot(invited) ? bot(event, invited, direct) : ghost(event, invited, direct);
        return done.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onFailure(
                        cause ->
                                LOG.warn(
                                        "{} cannot follow the invitation to {}: {}",
                                        invited,
                                        event.roomId(),
                                        cause.getMessage()))
                .recover(
                        cause ->
                                cause instanceof NotStored
                                        ? Future.failedFuture(cause)
                                        : Future.succeededFuture());
    }

    /// The gateway's own user comes to any room, and talks about commands in a direct one.
    private Future<Void> bot(MatrixEvent event, String bot, boolean direct) {
        String roomId = event.roomId();
        return api.join(bot, roomId)
                .compose(
                        _ ->
                                direct && book.use(roomId) == null
                                        ? book.put(roomId, new RoomUse.Direct(event.sender(), bot))
                                        : Future.succeededFuture());
    }

    private Future<Void> ghost(MatrixEvent event, String ghost, boolean direct) {
        String roomId = event.roomId();
        if (ghosts.person(ghost).isEmpty()) {
            return users.ensure(ghost, null).compose(_ -> inside.leave(ghost, roomId, null));
        }
        return users.ensure(ghost, null)
                .compose(_ -> api.join(ghost, roomId))
                .onSuccess(_ -> inside.entered(ghost, roomId))
                .compose(_ -> isForTwo(event, ghost, direct))
                .compose(
                        alone ->
                                alone
                                        ? book.put(
                                                roomId, new RoomUse.Direct(event.sender(), ghost))
                                        : excused(event, ghost));
    }

    private Future<Boolean> isForTwo(MatrixEvent event, String ghost, boolean direct) {
        boolean taken =
                book.use(event.roomId()) instanceof RoomUse.Direct pair
                        && !pair.ghost().equals(ghost);
        String before = directs.known(new RoomUse.Direct(event.sender(), ghost));
        boolean another = !direct && before != null && !before.equals(event.roomId());
        if (taken || another) {
            return Future.succeededFuture(false);
        }
        return direct ? Future.succeededFuture(true) : alone(event, ghost);
    }

    /// Whether nobody but the inviter and the ghost is there.
    private Future<Boolean> alone(MatrixEvent event, String ghost) {
        return api.joinedMembers(ghost, event.roomId())
                .map(
                        answer -> {
                            JsonNode joined = answer.path("joined");
                            return joined.size() <= 2 && joined.has(event.sender());
                        });
    }

    private Future<Void> excused(MatrixEvent event, String ghost) {
        return told(event, ghost)
                .compose(
                        _ ->
                                notices.say(
                                        ghost,
                                        event.roomId(),
                                        NOT_HERE,
                                        null,
                                        "not here " + event.id()))
                .compose(_ -> inside.leave(ghost, event.roomId(), null));
    }

    /// The person behind the ghost hears of the invitation, by the room's name.
    private Future<Void> told(MatrixEvent event, String ghost) {
        Optional<Address> person = ghosts.person(ghost);
        return person.isEmpty()
                ? Future.succeededFuture()
                : api.state(ghost, event.roomId(), "m.room.name", "")
                        .map(name -> name.path("name").asText(""))
                        .otherwise("")
                        .compose(name -> reporter.invited(event, person.get(), name));
    }
}

package io.parlance.hub;

import io.parlance.identity.IdentityMapping;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a room to the one that it goes on in: its link, who is in it and who shows it move
/// there, and the new room's network is told that it is linked. Reported twice, the second time
/// finds nothing to move. Lives on the hub's loop.
final class Successions {
    private static final Logger LOG = LoggerFactory.getLogger(Successions.class);

    private final IdentityMapping mapping;
    private final Linking linking;

    Successions(IdentityMapping mapping, Linking linking) {
        this.mapping = mapping;
        this.linking = linking;
    }

    /// Moves the room that `envelope` happened in to `successor`; completes when that is durable.
    Future<Acceptance> follow(Envelope envelope, Address successor) {
        if (!(envelope.conversation() instanceof Conversation.Room(Address room))
                || !room.network().equals(envelope.origin())
                || !successor.network().equals(room.network())
                || !successor.isRoom()) {
            return Future.succeededFuture(
                    new Acceptance.Rejected(
                            Failure.certain(
                                    FailureReason.FORBIDDEN,
                                    "A room goes on only in another one of its own network.",
                                    "succession by " + envelope.origin() + " to " + successor)));
        }
        if (room.equals(successor)) {
            return Future.succeededFuture(new Acceptance.Dropped("unchanged"));
        }
        boolean concerned =
                !mapping.links().linkedWith(room).isEmpty() || !mapping.views().of(room).isEmpty();
        return mapping.links()
                .move(room, successor)
                .compose(_ -> mapping.views().move(room, successor))
                .compose(
                        _ -> {
                            mapping.memberships().move(room, successor);
                            return told(room, successor);
                        })
                .map(
                        _ ->
                                concerned
                                        ? new Acceptance.Accepted(envelope.id())
                                        : new Acceptance.Dropped("not-linked"));
    }

    private Future<?> told(Address room, Address successor) {
        if (mapping.links().linkedWith(successor).isEmpty()) {
            return Future.succeededFuture();
        }
        LOG.info("{} goes on in {}; its link follows", room, successor);
        return linking.tellNew(successor);
    }
}

package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Hands events to the hub, and tells their writers when they were not taken.
final class Reporter {
    private final NetworkId network;
    private final Hub hub;
    private final GhostBook ghosts;
    private final Names names;
    private final Notices notices;
    private final Counts counts;
    private final Recovery recovery;

    Reporter(
            NetworkId network,
            Hub hub,
            GhostBook ghosts,
            Names names,
            Notices notices,
            Counts counts,
            Recovery recovery) {
        this.recovery = recovery;
        this.network = network;
        this.hub = hub;
        this.ghosts = ghosts;
        this.names = names;
        this.notices = notices;
        this.counts = counts;
    }

    /// The conversation that happens in a room; empty if its ghost stands for nobody any more.
    Optional<Conversation> conversation(RoomUse use) {
        return switch (use) {
            case RoomUse.Direct(_, String ghost) ->
                    ghosts.person(ghost).map(Conversation.Direct::new);
            case RoomUse.Plumbed(Address room) -> Optional.of(new Conversation.Room(room));
            case RoomUse.Portal(Address room) -> Optional.of(new Conversation.Room(room));
        };
    }

    /// A reference to an event of this network, or null.
    @Nullable MessageRef ref(@Nullable String event) {
        return MatrixCodec.ref(network, event);
    }

    Address person(String user) {
        return Address.person(network, user);
    }

    /// Reports what a user did in a room.
    ///
    /// @return a future that fails if the hub did not take it, so that the homeserver sends it
    ///   again
    Future<Void> report(MatrixEvent event, RoomUse use, Event what) {
        return reportAs(event, use, event.sender(), what);
    }

    /// Reports what an event says that somebody else than its sender did.
    Future<Void> reportAs(MatrixEvent event, RoomUse use, String user, Event what) {
        Optional<Conversation> where = conversation(use);
        if (where.isEmpty()) {
            return notices.about(event, use, "⚠ Not delivered: nobody has that address any more.");
        }
        return names.of(event.roomId(), user)
                .compose(
                        name ->
                                accept(
                                        event,
                                        use,
                                        where.get(),
                                        new Participant(person(user), name),
                                        what));
    }

    /// Reports that a user asks somebody of another network into a room of this one.
    Future<Void> invited(MatrixEvent event, Address person, String roomName) {
        Event.Membership asked =
                new Event.Membership(
                        Event.Membership.Change.INVITE,
                        Participant.of(person),
                        roomName.isBlank() ? null : roomName);
        return names.of(event.roomId(), event.sender())
                .compose(
                        name ->
                                hub.accept(
                                        Envelope.of(
                                                        new Participant(
                                                                person(event.sender()), name),
                                                        new Conversation.Room(
                                                                Address.room(
                                                                        network, event.roomId())),
                                                        new NativeId(network, event.id()),
                                                        event.at(),
                                                        asked)
                                                .withTrail(MatrixCodec.trail(event))))
                .mapEmpty();
    }

    private Future<Void> accept(
            MatrixEvent event, RoomUse use, Conversation where, Participant sender, Event what) {
        NativeId id = new NativeId(network, event.id());
        Envelope envelope =
                Envelope.of(sender, where, id, event.at(), what)
                        .withTrail(MatrixCodec.trail(event));
        return hub.accept(envelope)
                .onSuccess(acceptance -> taken(envelope, acceptance))
                .compose(acceptance -> answered(event, use, acceptance));
    }

    private void taken(Envelope envelope, Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Accepted
                && envelope.event() instanceof Event.Message) {
            recovery.taken(envelope.sentAt());
        }
    }

    private Future<Void> answered(MatrixEvent event, RoomUse use, Acceptance acceptance) {
        return switch (acceptance) {
            case Acceptance.Accepted _ -> Future.succeededFuture();
            case Acceptance.Dropped(String why) -> skipped(event, why);
            case Acceptance.Rejected(var failure) -> notices.rejected(event, use, failure);
        };
    }

    /// Tells a writer that the model refuses what they wrote.
    Future<Void> refused(MatrixEvent event, RoomUse use, InvalidValue refusal) {
        return notices.rejected(event, use, refusal.toFailure());
    }

    /// Counts an event that is passed over on purpose.
    Future<Void> skipped(MatrixEvent event, String why) {
        counts.add(why, event.type() + " " + event.id());
        return Future.succeededFuture();
    }
}

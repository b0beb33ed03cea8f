package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.journal.Pending;
import io.parlance.journal.TraceStep;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Routes what is not journalled: typing notices and receipts, and presence for [PresenceDesk].
/// Lives on the hub's loop.
final class EphemeralRouter {
    private final Core core;
    private final Router router;
    private final Occupancy occupancy;
    private final Map<NetworkId, Ephemerals> networks = new ConcurrentHashMap<>();

    EphemeralRouter(Core core, Router router, Occupancy occupancy) {
        this.core = core;
        this.router = router;
        this.occupancy = occupancy;
    }

    void add(NetworkId network, Adapter adapter) {
        networks.put(network, new Ephemerals(core, adapter, core.counters().of(network)));
    }

    /// Lets events through to a network, or no longer.
    void open(NetworkId network, boolean yes) {
        Ephemerals ephemerals = networks.get(network);
        if (ephemerals != null) {
            ephemerals.open(yes);
        }
    }

    void tick(long now) {
        networks.values().forEach(each -> each.tick(now));
    }

    Acceptance typing(Envelope envelope) {
        if (!core.settings().rooms().typing().covers(envelope.conversation())) {
            return new Acceptance.Dropped("room-policy");
        }
        if (quiet(envelope.conversation())) {
            return new Acceptance.Dropped("large-room");
        }
        return switch (router.route(envelope)) {
            case RoutingDecision.Drop(String why) -> new Acceptance.Dropped(why);
            case RoutingDecision.Reject(var failure) -> new Acceptance.Rejected(failure);
            case RoutingDecision.Fanout(var destinations) -> {
                for (Destination destination : destinations) {
                    offer(envelope, destination, Set.of(), "typing");
                }
                yield new Acceptance.Accepted(envelope.id());
            }
        };
    }

    /// A receipt for a message that is known.
    Acceptance receipt(Envelope envelope, Event.Receipt receipt, Known about) {
        if (about.origin().equals(envelope.origin()) || about.nativeId() == null) {
            return new Acceptance.Dropped("nobody-to-tell");
        }
        if (!core.settings().rooms().receipts().covers(about.conversation())) {
            return new Acceptance.Dropped("room-policy");
        }
        if (quiet(about.conversation())) {
            return new Acceptance.Dropped("large-room");
        }
        core.journal()
                .record(
                        TraceStep.now(
                                about.id(),
                                TraceStep.Step.RECEIPT,
                                envelope.origin(),
                                receipt.stage().name()));
        tellAuthor(envelope, receipt.stage(), about);
        return new Acceptance.Accepted(envelope.id());
    }

    /// A direct message arrived where the network itself issues no receipt, or none that is known
    /// yet.
    void arrived(Pending row) {
        Envelope envelope = row.envelope();
        if (envelope.event() instanceof Event.Message
                && envelope.conversation() instanceof Conversation.Direct(Address recipient)
                && !envelope.nativeIds().isEmpty()
                && core.settings().rooms().receipts().covers(envelope.conversation())) {
            Known about = Known.of(envelope);
            var stage = Event.Receipt.Stage.DELIVERED;
            var target = new MessageRef(about.nativeId(), about.id());
            tellAuthor(
                    Envelope.of(
                            Participant.of(recipient),
                            about.home(),
                            null,
                            Instant.now(),
                            new Event.Receipt(target, stage)),
                    stage,
                    about);
        }
    }

    /// Tells `destination`, unless it could not show it.
    void offer(Envelope envelope, Destination destination, Set<Address> audience, String what) {
        Ephemerals ephemerals = networks.get(destination.network());
        Adapter adapter = core.networks().find(destination.network());
        if (ephemerals == null || adapter == null) {
            return;
        }
        var degraded =
                Degrader.degrade(
                        envelope.event(),
                        adapter.capabilities(destination.target()),
                        envelope.sender(),
                        null);
        if (degraded instanceof Degraded.Fits(Event event, _)) {
            var key = new Ephemerals.Key(envelope.sender().address(), destination.target(), what);
            Envelope outgoing = Courier.outgoing(core.gateway(), envelope, event);
            ephemerals.offer(
                    key,
                    new Delivery(
                            outgoing, destination.network(), destination.target(), audience, 1));
        }
    }

    private void tellAuthor(Envelope envelope, Event.Receipt.Stage stage, Known about) {
        Conversation home = about.home();
        Envelope translated =
                new Envelope(
                        envelope.id(),
                        envelope.origin(),
                        envelope.sender(),
                        home,
                        envelope.nativeIds(),
                        envelope.sentAt(),
                        envelope.trail(),
                        new Event.Receipt(new MessageRef(about.nativeId(), about.id()), stage));
        // Who saw the newest saw all before it (XEP-0333 §5); that one arrived says nothing of
        // others.
        String what =
                switch (stage) {
                    case DELIVERED -> "delivered " + about.id();
                    case DISPLAYED -> "displayed";
                };
        offer(translated, new Destination(about.origin(), home), Set.of(), what);
    }

    private boolean quiet(Conversation conversation) {
        return conversation instanceof Conversation.Room(Address room)
                && occupancy.size(room) > core.settings().quietRoomSize();
    }
}

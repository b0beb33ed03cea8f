package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.journal.Pending;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.MessageRef;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;

/// Tells writers, in their own network, what could not be delivered. Lives on the hub's loop.
final class FailureReports {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

    private final NetworkRegistry networks;
    private final Dispatch dispatch;

    FailureReports(NetworkRegistry networks, Dispatch dispatch) {
        this.networks = networks;
        this.dispatch = dispatch;
    }

    /// A report that is ready to be sent.
    record Report(Envelope envelope, Destination destination) {}

    /// Tells the writer that `row` was given up, unless nobody would want to know.
    void refused(Pending row, Failure failure) {
        Known about = Known.of(row.envelope());
        if (!tellable(about) || Courier.expired(row.envelope().event())) {
            LOG.debug("Nobody is told that {} failed", about.id());
            return;
        }
        Address recipient = target(row);
        Envelope envelope =
                new Envelope(
                        EnvelopeId.next(),
                        row.destination().network(),
                        teller(about),
                        about.home(),
                        List.of(),
                        Instant.now(),
                        List.of(),
                        event(about, recipient, failure));
        dispatch.send(envelope, List.of(home(about)))
                .onFailure(
                        fault -> LOG.error("The writer of {} cannot be told", about.id(), fault));
    }

    /// What the writer of `about` is told when its network reports later that it failed; null if
    /// nobody is.
    @Nullable Report bounced(Envelope reported, Event.DeliveryFailure bounce, Known about) {
        if (!tellable(about)) {
            return null;
        }
        Address recipient = bounce.recipient() == null ? about.recipient() : bounce.recipient();
        Envelope envelope =
                new Envelope(
                        reported.id(),
                        reported.origin(),
                        teller(about),
                        about.home(),
                        reported.nativeIds(),
                        reported.sentAt(),
                        reported.trail(),
                        event(about, recipient, bounce.failure()));
        return new Report(envelope, home(about));
    }

    private boolean tellable(Known about) {
        NetworkId origin = about.origin();
        return about.complainable() && networks.find(origin) != null;
    }

    private static Event.DeliveryFailure event(
            Known about, @Nullable Address recipient, Failure failure) {
        var target = new MessageRef(about.nativeId(), about.id());
        return new Event.DeliveryFailure(target, recipient, failure, about.act());
    }

    private static Destination home(Known about) {
        return new Destination(about.origin(), about.home());
    }

    /// Who says so: the recipient's ghost in a direct conversation; in a room, the writer's own
    /// words are meant.
    private static Participant teller(Known about) {
        return about.conversation() instanceof Conversation.Direct(Address recipient)
                ? Participant.of(recipient)
                : about.author();
    }

    private static @Nullable Address target(Pending row) {
        return switch (row.destination().target()) {
            case Conversation.Direct(Address person) -> person;
            case Conversation.Room(Address room) -> room;
            case Conversation.Everyone _ -> null;
        };
    }
}

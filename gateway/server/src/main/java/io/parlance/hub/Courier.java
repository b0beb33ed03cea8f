package io.parlance.hub;

import io.parlance.journal.Pending;
import io.parlance.journal.TraceStep;
import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Carries deliveries to one network: finds the ids that the destination knows, degrades, calls the
/// adapter, and writes down what became of it. Lives on the hub's loop; when to carry what is the
/// lanes' business.
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Core core;
    private final NetworkId network;
    private final Adapter adapter;
    private final Messages messages;
    private final Aftermath aftermath;
    private final Counters.PerNetwork counters;

    /// What follows from an outcome elsewhere.
    interface Aftermath {
        /// A delivery arrived.
        void arrived(Pending row);

        /// A delivery never will.
        void refused(Pending row, Failure failure);
    }

    /// What became of a try.
    ///
    /// @param omitted why nothing was sent although all is well; null if it was
    record Result(Outcome outcome, @Nullable String omitted) {
        static Result of(Outcome outcome) {
            return new Result(outcome, null);
        }
    }

    Courier(Core core, NetworkId network, Adapter adapter, Messages messages, Aftermath aftermath) {
        this.core = core;
        this.network = network;
        this.adapter = adapter;
        this.messages = messages;
        this.aftermath = aftermath;
        this.counters = core.counters().of(network);
    }

    /// Tries to deliver `row`; never fails. May complete on any thread.
    Future<Result> carry(Pending row, int attempt) {
        Envelope envelope = row.envelope();
        if (expired(envelope.event())) {
            return Future.succeededFuture(new Result(Outcome.delivered(), "it was to vanish"));
        }
        Capabilities there =
                Degrader.now(adapter.capabilities(row.destination().target()), envelope);
        Event event = inPerson(row, threadless(envelope, there));
        MessageRef ref = References.of(event);
        MessageRef thread = References.thread(event);
        if (ref == null && thread == null) {
            return send(row, attempt, there, event, null);
        }
        return threaded(row, event, thread)
                .compose(
                        done ->
                                ref == null
                                        ? send(row, attempt, there, done, null)
                                        : about(row, attempt, there, done, ref))
                .recover(fault -> Future.succeededFuture(Result.of(unreadable(fault))));
    }

    /// An invitation that goes to a person, not to a room, is said in words.
    private Event inPerson(Pending row, Event event) {
        return event instanceof Event.Membership membership
                        && row.destination().target() instanceof Conversation.Direct
                        && row.envelope().conversation() instanceof Conversation.Room(Address room)
                ? new Event.Message(
                        Body.of(Words.invitation(core.networks().portable(room), membership)),
                        Event.Style.NOTICE,
                        null)
                : event;
    }

    /// Whether a message was to vanish by now.
    static boolean expired(Event event) {
        return event instanceof Event.Message message
                && message.expires() != null
                && message.expires().isBefore(Instant.now());
    }

    /// The same event out of its thread, if it begins it, or if there are no threads there: then it
    /// answers the thread's beginning, if it answers nothing else.
    private Event threadless(Envelope envelope, Capabilities there) {
        if (!(envelope.event() instanceof Event.Message message) || message.thread() == null) {
            return envelope.event();
        }
        MessageRef thread = message.thread();
        if (envelope.id().equals(thread.envelope())) {
            return References.inThread(message, null);
        }
        if (there.has(Feature.THREAD) || message.inReplyTo() != null || thread.envelope() == null) {
            return message;
        }
        trace(envelope, "a thread became a reply");
        return References.with(References.inThread(message, null), thread);
    }

    /// The same event in the thread as the destination calls it.
    private Future<Event> threaded(Pending row, Event event, @Nullable MessageRef thread) {
        if (thread == null || !(event instanceof Event.Message message)) {
            return Future.succeededFuture(event);
        }
        EnvelopeId root = thread.envelope();
        Conversation target = row.destination().target();
        Future<Optional<NativeId>> id =
                root == null
                        ? Future.succeededFuture(Optional.empty())
                        : core.journal()
                                .envelope(root)
                                .compose(
                                        found -> {
                                            NativeId own = ownThread(found, target);
                                            return own == null
                                                    ? core.journal().nativeId(root, network, target)
                                                    : Future.succeededFuture(Optional.of(own));
                                        });
        return id.map(it -> References.inThread(message, thread.withNativeId(it.orElse(null))));
    }

    /// The name that a thread's beginning gave it, if it began here.
    private @Nullable NativeId ownThread(Optional<Envelope> beginning, Conversation target) {
        if (beginning.isEmpty()) {
            return null;
        }
        Envelope root = beginning.get();
        MessageRef named = References.thread(root.event());
        boolean here =
                root.origin().equals(network)
                        && (root.conversation() instanceof Conversation.Direct
                                || root.conversation().equals(target));
        return here && named != null && root.id().equals(named.envelope())
                ? named.nativeId()
                : null;
    }

    private Future<Result> about(
            Pending row, int attempt, Capabilities there, Event event, MessageRef ref) {
        return translate(row, event, ref)
                .compose(
                        known -> {
                            Event translated = References.with(event, known);
                            return known.envelope() != null
                                            && Degrader.wantsQuote(translated, known, there)
                                    ? core.journal()
                                            .envelope(known.envelope())
                                            .compose(
                                                    about ->
                                                            send(
                                                                    row,
                                                                    attempt,
                                                                    there,
                                                                    translated,
                                                                    text(about)))
                                    : send(row, attempt, there, translated, null);
                        });
    }

    /// The same reference by the id that the message has at the destination, if it has one there.
    private Future<MessageRef> translate(Pending row, Event event, MessageRef ref) {
        if (event instanceof Event.DeliveryFailure) {
            // It goes home to where the message came from, and holds the message's id there.
            return Future.succeededFuture(ref);
        }
        if (ref.envelope() == null) {
            return Future.succeededFuture(ref.withNativeId(null));
        }
        Conversation target = row.destination().target();
        return core.journal()
                .nativeId(ref.envelope(), network, target)
                .map(id -> ref.withNativeId(id.orElse(null)));
    }

    private Future<Result> send(
            Pending row, int attempt, Capabilities there, Event event, @Nullable String quoted) {
        Envelope envelope = row.envelope();
        return switch (Degrader.degrade(event, there, envelope.sender(), quoted)) {
            case Degraded.Fits(Event fitting, String loss) -> {
                if (!loss.isEmpty()) {
                    trace(envelope, loss);
                }
                yield Calls.deliver(adapter, delivery(row, attempt, fitting)).map(Result::of);
            }
            case Degraded.Omitted(String why) ->
                    Future.succeededFuture(new Result(Outcome.delivered(), why));
            case Degraded.Impossible(Failure failure) ->
                    Future.succeededFuture(Result.of(new Outcome.Refused(failure)));
        };
    }

    private Delivery delivery(Pending row, int attempt, Event event) {
        return new Delivery(
                outgoing(core.gateway(), row.envelope(), event),
                network,
                row.destination().target(),
                Set.of(),
                attempt);
    }

    /// The envelope as it leaves: with what is left of the event, and with this gateway in its
    /// trail.
    static Envelope outgoing(String gateway, Envelope envelope, Event event) {
        Hop hop = new Hop(gateway, envelope.origin().name());
        List<Hop> trail = List.of(hop);
        if (!envelope.trail().isEmpty()) {
            trail = new ArrayList<>(envelope.trail());
            trail.add(hop);
        }
        return new Envelope(
                envelope.id(),
                envelope.origin(),
                envelope.sender(),
                envelope.conversation(),
                envelope.nativeIds(),
                envelope.sentAt(),
                trail,
                event);
    }

    /// Writes down that `row` arrived under these ids.
    void delivered(Pending row, Result result, List<NativeId> ids) {
        core.journal().delivered(row, ids).onFailure(this::unwritten);
        Envelope envelope = row.envelope();
        if (result.omitted() != null) {
            counters.omitted.increment();
            trace(envelope, "not delivered: " + result.omitted());
            return;
        }
        counters.delivered.increment();
        counters.deliveryMillis.add(Math.max(0, System.currentTimeMillis() - acceptedAt(envelope)));
        if (!ids.isEmpty()) {
            messages.remember(envelope, ids);
        }
        aftermath.arrived(row);
    }

    /// Writes down that `row` never will arrive.
    void refused(Pending row, Failure failure) {
        core.journal().dead(row, failure).onFailure(this::unwritten);
        counters.refused.increment();
        LOG.debug("{} to {} is given up: {}", row.envelope().id(), network, failure);
        aftermath.refused(row, failure);
    }

    void unwritten(Throwable fault) {
        LOG.error(
                "What became of a delivery to {} could not be written; it may be repeated",
                network,
                fault);
    }

    /// When the envelope was made, in milliseconds since 1970: its id holds it (RFC 9562 §5.7).
    static long acceptedAt(Envelope envelope) {
        return madeAt(envelope.id());
    }

    static long madeAt(EnvelopeId id) {
        return id.value().getMostSignificantBits() >>> 16;
    }

    static Outcome unanswered() {
        return Outcome.deferred(
                Failure.uncertain(
                        FailureReason.TIMEOUT,
                        "The other network did not answer in time.",
                        "the adapter did not answer in time"));
    }

    static Failure linkDown(NetworkId network) {
        return Failure.certain(
                FailureReason.LINK_DOWN,
                "The network '" + network + "' cannot be reached.",
                "the link was down all the time");
    }

    private static Outcome unreadable(Throwable fault) {
        return Outcome.deferred(
                Failure.certain(
                        FailureReason.INTERNAL,
                        "The gateway had a fault; it tries again.",
                        "journal: " + fault.getMessage()));
    }

    private void trace(Envelope envelope, String loss) {
        core.journal().record(TraceStep.now(envelope.id(), TraceStep.Step.DEGRADED, network, loss));
    }

    @SuppressWarnings("NullAway") // Null is a text that is not known.
    private static @Nullable String text(Optional<Envelope> about) {
        return about.map(Envelope::event)
                .map(
                        event ->
                                switch (event) {
                                    case Event.Message message -> message.body().text();
                                    case Event.Edit edit -> edit.body().text();
                                    default -> null;
                                })
                .orElse(null);
    }
}

package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Finds the messages that an event refers to: the one it is about, and the one that began its
/// thread. Lives on the hub's loop.
final class Resolver {
    /// How long an edit, a reaction or a retraction waits for a message that may just be on its way
    /// to where it came from: it can overtake the delivery's own outcome.
    private static final long OVERTAKING_MILLIS = 500;

    private final Core core;
    private final Messages messages;
    private final Lanes lanes;
    private final Function<Address, Set<Address>> linkedWith;

    Resolver(
            Core core, Messages messages, Lanes lanes, Function<Address, Set<Address>> linkedWith) {
        this.core = core;
        this.messages = messages;
        this.lanes = lanes;
        this.linkedWith = linkedWith;
    }

    /// The messages that an event refers to.
    ///
    /// @param about the one it is about; null if it is about none, or about one that is not known
    /// @param thread the one that began its thread; null if that is not known
    record Found(@Nullable Known about, @Nullable Known thread) {
        static final Found NOTHING = new Found(null, null);
    }

    /// What `envelope` refers to, if that can be told without asking the journal; else null.
    @Nullable Found atOnce(Envelope envelope) {
        NativeId about = open(References.of(envelope.event()));
        NativeId thread = open(References.thread(envelope.event()));
        if (about == null && thread == null) {
            return Found.NOTHING;
        }
        Known first = about == null ? null : messages.recent(about);
        Known second = thread == null ? null : messages.recent(thread);
        return (about != null && first == null) || (thread != null && second == null)
                ? null
                : new Found(first, second);
    }

    /// What `envelope` refers to.
    Future<Found> lookUp(Envelope envelope) {
        NativeId about = open(References.of(envelope.event()));
        NativeId thread = open(References.thread(envelope.event()));
        // As of now: while the journal is asked, the delivery may end.
        boolean early = about != null && mayBeEarly(envelope);
        return find(about)
                .compose(found -> about == null ? still(found) : patiently(about, found, early))
                .compose(
                        first ->
                                find(thread)
                                        .map(
                                                second ->
                                                        new Found(
                                                                first.orElse(null),
                                                                second.orElse(null))));
    }

    /// The envelope with what was found filled in.
    Envelope filled(Envelope envelope, Found found) {
        Envelope told = told(envelope, found.about());
        return told.event() instanceof Event.Message message && open(message.thread()) != null
                ? inThread(told, message, found.thread())
                : told;
    }

    private Envelope told(Envelope envelope, @Nullable Known about) {
        Event event = envelope.event();
        MessageRef ref = References.of(event);
        if (ref == null || about == null || !Authority.together(envelope, about, linkedWith)) {
            return envelope;
        }
        // What is said of an edit is said of what was edited; but an edit alone can be undone.
        boolean alone = event instanceof Event.Retraction;
        return envelope.withEvent(
                References.with(event, ref.withEnvelope(alone ? about.id() : about.root())));
    }

    /// A thread that nobody knows begins with this message: its id becomes a further id of it, so
    /// that those who come later find it.
    private static Envelope inThread(
            Envelope envelope, Event.Message message, @Nullable Known root) {
        MessageRef thread = message.thread();
        if (thread == null || thread.nativeId() == null) {
            return envelope;
        }
        if (root != null) {
            return envelope.withEvent(
                    References.inThread(message, thread.withEnvelope(root.root())));
        }
        if (envelope.nativeIds().isEmpty()) {
            return envelope.withEvent(message);
        }
        List<NativeId> ids = new ArrayList<>(envelope.nativeIds());
        ids.add(thread.nativeId());
        return new Envelope(
                envelope.id(),
                envelope.origin(),
                envelope.sender(),
                envelope.conversation(),
                ids,
                envelope.sentAt(),
                envelope.trail(),
                References.inThread(message, thread.withEnvelope(envelope.id())));
    }

    private Future<Optional<Known>> find(@Nullable NativeId id) {
        return id == null ? Future.succeededFuture(Optional.empty()) : messages.find(id);
    }

    /// Whether something is on its way to where the event comes from, in the same conversation.
    private boolean mayBeEarly(Envelope envelope) {
        if (envelope.event() instanceof Event.Message) {
            return false;
        }
        NetworkId home = envelope.origin();
        Address sender = envelope.sender().address();
        return switch (envelope.conversation()) {
            case Conversation.Direct(Address other) ->
                    lanes.busy(new Destination(home, new Conversation.Direct(sender)), other);
            case Conversation.Room room -> lanes.busy(new Destination(home, room), sender);
            case Conversation.Everyone _ -> false;
        };
    }

    private Future<Optional<Known>> patiently(NativeId id, Optional<Known> found, boolean early) {
        if (found.isPresent()) {
            return still(found);
        }
        Known since = messages.recent(id);
        if (since != null || !early) {
            return still(Optional.ofNullable(since));
        }
        Promise<Optional<Known>> later = Promise.promise();
        core.loop().after(OVERTAKING_MILLIS, () -> find(id).onComplete(later));
        return later.future();
    }

    private static Future<Optional<Known>> still(Optional<Known> found) {
        return Future.succeededFuture(found);
    }

    private static @Nullable NativeId open(@Nullable MessageRef ref) {
        return ref == null || ref.envelope() != null ? null : ref.nativeId();
    }
}

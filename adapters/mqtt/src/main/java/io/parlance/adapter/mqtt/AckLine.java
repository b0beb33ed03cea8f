package io.parlance.adapter.mqtt;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The way in: messages are handed on in order and acknowledged in order, each only after it was
/// taken.
///
/// *Concurrency.* The client's thread puts in, the adapter's context takes out, woken once for as
/// many as wait. Everything but the two queues belongs to the context.
///
/// *Failure.* When the connection breaks, the broker sends what was not acknowledged again, with
/// the same packet ids, before anything new (MQTT 5.0 §4.4, §4.6). What we took or are taking is
/// then known by packet id, topic and payload and not handed on twice: a message without an id of
/// its own has no other protection. What was not taken (the journal is full) breaks the connection,
/// for that is the only way to make a broker send again.
final class AckLine {
    /// With few in hand, nobody waits for an acknowledgement: what was taken goes on first.
    private static final long LATER_MILLIS = 1;

    private final Context context;
    private final LinkListener listener;
    private final Queue<Happening> happenings = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean later = new AtomicBoolean();
    private final Patience patience = new Patience(this::unacknowledged);

    private final ArrayDeque<InHand> inHand = new ArrayDeque<>();
    private final ArrayDeque<InHand> carried = new ArrayDeque<>();
    private @Nullable Acknowledger current;
    private volatile boolean closing;
    private volatile int unacknowledged;

    /// Hands messages to `listener` on `context`.
    AckLine(Context context, LinkListener listener) {
        this.context = context;
        this.listener = listener;
    }

    /// One connection, towards the broker.
    interface Acknowledger {
        /// Acknowledges packets. From the adapter's context; must not block.
        void acknowledge(List<Integer> packetIds);

        /// A message could not be taken: break the connection, so that it comes again.
        void notTaken(Throwable cause);
    }

    private sealed interface Happening {
        record Opened(Acknowledger connection, boolean sessionPresent) implements Happening {}

        record Came(Acknowledger connection, int packetId, int qos, Arrival arrival)
                implements Happening {}

        record Closed(Acknowledger connection) implements Happening {}
    }

    private enum Stage {
        UNDECIDED,
        TAKEN,
        NOT_TAKEN
    }

    private static final class InHand {
        private final int packetId;
        private final Arrival arrival;
        private volatile Stage stage = Stage.UNDECIDED;

        private InHand(int packetId, Arrival arrival) {
            this.packetId = packetId;
            this.arrival = arrival;
        }

        private boolean isSame(int otherId, Arrival other) {
            return packetId == otherId
                    && arrival.topic().equals(other.topic())
                    && Arrays.equals(arrival.payload(), other.payload());
        }
    }

    /// A connection was accepted, before any message of it. Any thread.
    void opened(Acknowledger connection, boolean sessionPresent) {
        happened(new Happening.Opened(connection, sessionPresent));
    }

    /// A message came. Any thread; in order.
    void came(Acknowledger connection, int packetId, int qos, Arrival arrival) {
        happened(new Happening.Came(connection, packetId, qos, arrival));
    }

    /// A connection is gone. Any thread.
    void closed(Acknowledger connection) {
        happened(new Happening.Closed(connection));
    }

    private void happened(Happening happening) {
        happenings.add(happening);
        wake();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        woken.set(false);
        for (Happening next = happenings.poll(); next != null; next = happenings.poll()) {
            switch (next) {
                case Happening.Opened(var connection, var present) -> {
                    current = connection;
                    if (!present) {
                        carried.clear();
                    }
                }
                case Happening.Came came -> take(came);
                case Happening.Closed(var connection) -> {
                    if (connection == current) {
                        current = null;
                        inHand.addAll(carried);
                        carried.clear();
                        carried.addAll(inHand);
                        inHand.clear();
                    }
                }
            }
        }
        acknowledge();
        unacknowledged = inHand.size();
    }

    private void take(Happening.Came came) {
        if (came.connection() != current || closing) {
            return;
        }
        if (came.qos() == 0) {
            listener.arrived(came.arrival());
            return;
        }
        InHand known = carried(came);
        if (known != null && known.stage != Stage.NOT_TAKEN) {
            inHand.add(known);
            return;
        }
        InHand entry = new InHand(came.packetId(), came.arrival());
        inHand.add(entry);
        listener.arrived(came.arrival()).onComplete(result -> decided(entry, result));
    }

    /// What is sent again comes first and in order, so a message we do not know ends it.
    private @Nullable InHand carried(Happening.Came came) {
        if (carried.isEmpty()) {
            return null;
        }
        for (InHand entry : carried) {
            if (entry.isSame(came.packetId(), came.arrival())) {
                carried.remove(entry);
                return entry;
            }
        }
        carried.clear();
        return null;
    }

    /// Any thread.
    private void decided(InHand entry, AsyncResult<Void> result) {
        entry.stage = result.succeeded() ? Stage.TAKEN : Stage.NOT_TAKEN;
        if (result.failed()) {
            context.runOnContext(_ -> breakConnection(entry, result.cause()));
        } else if (patience.pays()) {
            wake();
        } else if (later.compareAndSet(false, true)) {
            context.owner().setTimer(LATER_MILLIS, _ -> acknowledgeNow());
        }
    }

    private void acknowledgeNow() {
        later.set(false);
        wake();
    }

    private void breakConnection(InHand entry, Throwable cause) {
        Acknowledger connection = current;
        if (connection != null && inHand.contains(entry)) {
            connection.notTaken(cause);
        }
    }

    private void acknowledge() {
        Acknowledger connection = current;
        if (connection == null) {
            return;
        }
        List<Integer> taken = new ArrayList<>();
        InHand first = inHand.peek();
        while (first != null && first.stage == Stage.TAKEN) {
            inHand.remove();
            taken.add(first.packetId);
            first = inHand.peek();
        }
        if (!taken.isEmpty()) {
            connection.acknowledge(taken);
        }
    }

    /// Takes nothing new any more; the broker keeps it. Any thread.
    void stopTaking() {
        closing = true;
        wake();
    }

    /// How many messages came and are not acknowledged. Any thread.
    int unacknowledged() {
        return unacknowledged;
    }
}

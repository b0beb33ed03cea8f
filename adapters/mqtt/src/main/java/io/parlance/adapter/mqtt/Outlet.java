package io.parlance.adapter.mqtt;

import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The way out to the broker: a bounded queue, and at most as many publications under way as the
/// broker receives at once.
///
/// *Concurrency.* Anybody puts in; only the link's thread takes out and touches the client, woken
/// once for as many as wait. Acknowledgements come on the client's callback thread and complete the
/// futures there.
///
/// *Failure.* What is not acknowledged when the connection breaks is answered as uncertain; trying
/// again is the outbox's business, and the id in it makes that harmless.
final class Outlet {
    /// More than this waiting is answered as congestion; the outbox keeps the rest.
    private static final int MOST_WAITING = 10_000;

    private final Executor linkThread;
    private final Queue<Sending> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Sending> underway = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable PahoPublisher publisher;

    /// Works on `linkThread`.
    Outlet(Executor linkThread) {
        this.linkThread = linkThread;
    }

    /// One publication and who waits for it.
    static final class Sending {
        private final Publication publication;
        private final Promise<Outcome> outcome = Promise.promise();

        private Sending(Publication publication) {
            this.publication = publication;
        }

        Publication publication() {
            return publication;
        }
    }

    /// Publishes once it is this publication's turn. Never fails; completes when the broker
    /// acknowledged, or as deferred when the link is or goes down.
    Future<Outcome> publish(Publication publication) {
        if (publisher == null) {
            return Future.succeededFuture(MqttErrors.linkDown());
        }
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            return Future.succeededFuture(MqttErrors.congested());
        }
        Sending sending = new Sending(publication);
        waiting.add(sending);
        wake();
        return sending.outcome.future();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            linkThread.execute(this::pump);
        }
    }

    private void pump() {
        woken.set(false);
        PahoPublisher now = publisher;
        if (now == null) {
            abandonWaiting();
            return;
        }
        now.together(() -> publishWaiting(now));
    }

    private void publishWaiting(PahoPublisher now) {
        while (underway.size() < now.window()) {
            Sending next = waiting.poll();
            if (next == null) {
                return;
            }
            waitingCount.decrementAndGet();
            underway.add(next);
            try {
                now.publish(next);
            } catch (Exception e) {
                done(next, MqttErrors.unsent(e));
            }
        }
    }

    /// Ends a publication; the first answer counts. Any thread.
    void done(Sending sending, Outcome outcome) {
        if (underway.remove(sending)) {
            sending.outcome.tryComplete(outcome);
            if (!waiting.isEmpty()) {
                wake();
            }
        }
    }

    /// Opens over a connected client. On the link's thread.
    void open(PahoPublisher connected) {
        publisher = connected;
        wake();
    }

    /// Closes: what waits was not sent for sure, what is under way may have been. On the link's
    /// thread.
    void close() {
        publisher = null;
        for (Sending sending : underway) {
            done(sending, MqttErrors.unanswered(sending.publication.topic()));
        }
        abandonWaiting();
    }

    private void abandonWaiting() {
        for (Sending next = waiting.poll(); next != null; next = waiting.poll()) {
            waitingCount.decrementAndGet();
            next.outcome.tryComplete(MqttErrors.linkDown());
        }
    }

    /// Whether nothing waits and nothing is under way.
    boolean isIdle() {
        return waiting.isEmpty() && underway.isEmpty();
    }
}

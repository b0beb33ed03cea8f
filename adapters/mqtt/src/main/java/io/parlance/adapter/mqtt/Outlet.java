package io.parlance.adapter.mqtt;

import io.parlance.model.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// The way out to the broker: a bounded queue, and at most as many publications under way as the
/// broker receives at once.
///
/// *Concurrency.* Anybody puts in. Whoever does so on an event loop takes out again once it has
/// nothing else to do, for as many as wait by then: that saves a change of threads, and does not
/// block, since the client writes by a thread of its own. All others leave that to the link's
/// thread. A lock keeps them in order, and away from a client that is being closed.
/// Acknowledgements come on the client's callback thread and complete the futures there.
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
    private final ReentrantLock handing = new ReentrantLock();
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
            Context here = Vertx.currentContext();
            if (here != null && here.isEventLoopContext()) {
                here.runOnContext(_ -> pump());
            } else {
                linkThread.execute(this::pump);
            }
        }
    }

    private void pump() {
        woken.set(false);
        handing.lock();
        try {
            PahoPublisher now = publisher;
            if (now == null) {
                abandonWaiting();
            } else {
                publishWaiting(now);
            }
        } finally {
            handing.unlock();
        }
    }

    private void publishWaiting(PahoPublisher now) {
        Sending next = expected(now);
        try {
            while (next != null) {
                Sending following = expected(now);
                if (following != null) {
                    now.handing().shut();
                }
                publish(now, next);
                next = following;
            }
        } finally {
            now.handing().open();
        }
    }

    private void publish(PahoPublisher now, Sending sending) {
        try {
            now.publish(sending);
        } catch (Exception e) {
            linkThread.execute(now::expectOneLess);
            done(sending, MqttErrors.unsent(e));
        }
    }

    /// The next that may go out, announced to the client before the one before it is written.
    private @Nullable Sending expected(PahoPublisher now) {
        Sending next = underway.size() < now.window() ? waiting.poll() : null;
        if (next != null) {
            waitingCount.decrementAndGet();
            underway.add(next);
            now.expectOneMore();
        }
        return next;
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
        handing.lock();
        try {
            publisher = null;
        } finally {
            handing.unlock();
        }
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

    /// How many publications the broker has not acknowledged.
    int underway() {
        return underway.size();
    }

    /// Whether nothing waits and nothing is under way.
    boolean isIdle() {
        return waiting.isEmpty() && underway.isEmpty();
    }
}

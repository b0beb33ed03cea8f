package io.parlance.hub;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The hub's own Vert.x context: all of the hub's state lives on it. What comes from other threads
/// queues here, in the order it came, and is taken many at a time, so that a busy hub is woken
/// rarely.
final class HubLoop {
    private static final Logger LOG = LoggerFactory.getLogger(HubLoop.class);

    /// Tasks taken in one go before others on the same event loop get their turn.
    private static final int BATCH = 256;

    private final Vertx vertx;
    private final Context context;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    HubLoop(Vertx vertx) {
        this.vertx = vertx;
        // A context of its own, also when the caller already runs on one: others' work on that one
        // would delay every message.
        this.context = ((VertxInternal) vertx).createEventLoopContext();
    }

    /// Runs `task` on the loop, after everything that was given before.
    void later(Runnable task) {
        tasks.add(task);
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    /// Runs `task` at once if this is the loop, else as [#later].
    void run(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            later(task);
        }
    }

    /// Runs `task` on the loop after a while.
    ///
    /// @return the timer's id, for [#cancel]
    long after(long millis, Runnable task) {
        return vertx.setTimer(Math.max(1, millis), _ -> run(task));
    }

    /// Runs `task` on the loop again and again.
    ///
    /// @return the timer's id, for [#cancel]
    long every(long millis, Runnable task) {
        return vertx.setPeriodic(Math.max(1, millis), _ -> run(task));
    }

    void cancel(long timer) {
        vertx.cancelTimer(timer);
    }

    private void drain() {
        for (int i = 0; i < BATCH; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            guarded(task);
        }
        scheduled.set(false);
        // A task may have come between the last poll and the reset; its giver saw the flag still
        // set.
        if (!tasks.isEmpty() && scheduled.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    /// A fault in one envelope's handling must not stop the others'.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A fault in the hub; please report it", e);
        }
    }
}

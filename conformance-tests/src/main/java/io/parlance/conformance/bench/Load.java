package io.parlance.conformance.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Drives one flow at a time: with a number of messages outstanding, or at a rate. Its public face
/// is for the thread that directs the bench; the rest happens on the event loop.
final class Load implements Numbered.Sink {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Vertx vertx;
    private final Context loop;
    private int run;
    private volatile @Nullable Flow flow;
    private volatile @Nullable Tally tally;
    private volatile boolean sending;
    private long number;
    private boolean windowed;
    private long limit;

    Load(Vertx vertx, Context loop) {
        this.vertx = vertx;
        this.loop = loop;
    }

    /// A run under way.
    ///
    /// @param timer of the pace, or -1
    record Running(Tally tally, long timer) {}

    /// Starts a run that keeps `window` messages outstanding.
    Running window(Flow to, int window) {
        return window(to, window, Long.MAX_VALUE);
    }

    /// Starts a run that keeps `window` messages outstanding and ends after `most`.
    Running window(Flow to, int window, long most) {
        Tally fresh = new Tally(to);
        loop.runOnContext(
                _ -> {
                    begin(to, fresh, true);
                    limit = most;
                    for (int i = 0; i < window; i++) {
                        one();
                    }
                    to.flush();
                });
        return new Running(fresh, -1);
    }

    /// Starts a run of `rate` messages a second.
    Running pace(Flow to, double rate) {
        Tally fresh = new Tally(to);
        long begun = System.nanoTime();
        loop.runOnContext(_ -> begin(to, fresh, false));
        long timer = vertx.setPeriodic(1, _ -> loop.runOnContext(_ -> due(fresh, begun, rate)));
        return new Running(fresh, timer);
    }

    /// Ends a run, and waits until everything arrived or nothing does for `patience`.
    void end(Running running, long patienceMillis) {
        sending = false;
        if (running.timer() >= 0) {
            vertx.cancelTimer(running.timer());
        }
        Tally counted = running.tally();
        long last = -1;
        long since = System.nanoTime();
        // One look more after all arrived, so that repetitions are seen.
        while (counted.arrived() < counted.sent()
                && System.nanoTime() - since < TimeUnit.MILLISECONDS.toNanos(patienceMillis)) {
            if (counted.arrived() != last) {
                last = counted.arrived();
                since = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        LockSupport.parkNanos(10 * LOOK_NANOS);
    }

    private void begin(Flow to, Tally fresh, boolean closed) {
        run++;
        number = 0;
        flow = to;
        tally = fresh;
        windowed = closed;
        limit = Long.MAX_VALUE;
        sending = true;
    }

    private void due(Tally mine, long begun, double rate) {
        Flow to = flow;
        if (to == null || tally != mine || !sending) {
            return;
        }
        long wanted = (long) ((System.nanoTime() - begun) / 1e9 * rate);
        while (number < wanted) {
            one();
        }
        to.flush();
    }

    private void one() {
        Flow to = flow;
        Tally counted = tally;
        if (to != null && counted != null && number < limit) {
            long mine = number++;
            counted.sending(mine);
            to.send(run, mine);
        }
    }

    /// Notes an arrival; on the event loop.
    @Override
    public void arrived(int of, long arrived) {
        Tally counted = tally;
        if (of == run && counted != null && counted.arrival(arrived) && windowed && sending) {
            one();
        }
    }

    /// Lets what the arrivals of one read caused leave together; on the event loop.
    void endOfBatch() {
        Flow to = flow;
        if (to != null && windowed) {
            to.flush();
        }
    }
}

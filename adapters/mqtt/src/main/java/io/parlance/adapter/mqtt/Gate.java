package io.parlance.adapter.mqtt;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Where the client's sender waits while others hand packets to the client.
///
/// COMPAT: Paho 1.2.5 hands each packet to its sender under a lock that both take, and wakes it for
/// each. A sender that waits here with the first finds the others ready afterwards, and is in
/// nobody's way meanwhile.
///
/// *Concurrency.* One thread waits; of the others, one at a time has it shut.
final class Gate {
    /// Longer than anybody needs; should one that shut it have died, the sender goes on.
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private volatile boolean shut;
    private volatile @Nullable Thread waiting;

    void shut() {
        shut = true;
    }

    void open() {
        shut = false;
        LockSupport.unpark(waiting);
    }

    /// Waits while it is shut.
    void pass() {
        if (!shut) {
            return;
        }
        long end = System.nanoTime() + MOST_NANOS;
        for (long left = MOST_NANOS; shut && left > 0; left = end - System.nanoTime()) {
            rest(left, () -> shut);
        }
    }

    /// Waits until it opens the next time, but no longer than this, if there is `reason` to.
    void rest(long nanos, BooleanSupplier reason) {
        waiting = Thread.currentThread();
        // Looked at after that: who opens either is seen here, or sees who waits.
        if (reason.getAsBoolean()) {
            LockSupport.parkNanos(this, nanos);
        }
        waiting = null;
    }
}

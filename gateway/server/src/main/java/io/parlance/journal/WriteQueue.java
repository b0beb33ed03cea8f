package io.parlance.journal;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// Hands writes from any thread to the one that writes, in batches: whatever came while the last
/// batch was committed is the next. An urgent write wakes the writer at once; one that is not waits
/// a few milliseconds for company.
final class WriteQueue {
    private static final int CAPACITY = 100_000;
    private static final int BATCH = 512;
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private enum State {
        WORKING,
        LINGERING,
        IDLE
    }

    private final Queue<Write<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);
    private volatile boolean closed;

    /// Adds a write, unless the queue is closed or full.
    boolean offer(Write<?> write, Thread writer) {
        if (closed || size.get() >= CAPACITY) {
            return false;
        }
        size.incrementAndGet();
        waiting.add(write);
        if (closed && waiting.remove(write)) {
            return false;
        }
        State now = state.get();
        boolean wake = now == State.IDLE || (now == State.LINGERING && write.urgent());
        // Only one of many callers pays for waking.
        if (wake && state.compareAndSet(now, State.WORKING)) {
            LockSupport.unpark(writer);
        }
        return true;
    }

    boolean isClosed() {
        return closed;
    }

    /// Refuses further writes; those already taken are still handed out.
    void close(Thread writer) {
        closed = true;
        LockSupport.unpark(writer);
    }

    /// Waits for the next batch, called by the writer alone.
    ///
    /// @param batch where to put it; stays empty if `idleNanos` pass without a write
    /// @return false if the queue is closed and empty
    boolean take(List<Write<?>> batch, long idleNanos) {
        long idleEnd = System.nanoTime() + idleNanos;
        long lingerEnd = 0;
        while (!drain(batch)) {
            long now = System.nanoTime();
            if (closed) {
                return !batch.isEmpty();
            }
            if (!batch.isEmpty() && lingerEnd == 0) {
                lingerEnd = now + LINGER_NANOS;
            }
            long rest = (batch.isEmpty() ? idleEnd : lingerEnd) - now;
            if (rest <= 0) {
                break;
            }
            pause(batch.isEmpty() ? State.IDLE : State.LINGERING, rest);
        }
        return true;
    }

    private void pause(State how, long nanos) {
        state.set(how);
        // Looked at again after the state was set: an offer either sees the state or is seen here.
        if (waiting.isEmpty() && !closed) {
            LockSupport.parkNanos(this, nanos);
        }
        state.set(State.WORKING);
    }

    /// Returns whether the batch must be committed now.
    private boolean drain(List<Write<?>> batch) {
        boolean urgent = false;
        while (batch.size() < BATCH) {
            Write<?> write = waiting.poll();
            if (write == null) {
                return urgent;
            }
            size.decrementAndGet();
            batch.add(write);
            urgent |= write.urgent();
        }
        return true;
    }
}

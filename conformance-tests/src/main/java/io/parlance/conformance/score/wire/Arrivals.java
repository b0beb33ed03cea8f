package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.cases.Arrival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Everything that came to one client, in order. Thread-safe.
public final class Arrivals {
    private final List<Arrival> all = new ArrayList<>();

    /// Adds one.
    public synchronized void add(Arrival arrival) {
        all.add(arrival);
        notifyAll();
    }

    /// How many there are: a mark for [#since].
    public synchronized int mark() {
        return all.size();
    }

    /// What came after a mark.
    public synchronized List<Arrival> since(int mark) {
        return List.copyOf(all.subList(mark, all.size()));
    }

    /// Waits until there are more than `count`, or the time is over.
    ///
    /// @param end on [System#nanoTime()]'s clock
    /// @return whether there is time left
    public synchronized boolean awaitMore(int count, long end) throws InterruptedException {
        while (all.size() <= count) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return System.nanoTime() < end;
    }
}

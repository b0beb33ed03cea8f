package io.parlance.conformance.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Everything that one client was shown, in order, and a way to wait for more. Thread-safe.
public final class Sightings {
    private final List<Seen> all = new ArrayList<>();

    /// Adds something.
    public synchronized void add(Seen seen) {
        all.add(seen);
        notifyAll();
    }

    /// All so far.
    public synchronized List<Seen> all() {
        return List.copyOf(all);
    }

    /// All so far that match.
    public List<Seen> all(Predicate<Seen> matching) {
        return all().stream().filter(matching).toList();
    }

    /// Waits for the first that matches, whether it came before or is to come.
    ///
    /// @throws AssertionError when none has come in time, listing what came instead
    public synchronized Seen await(String what, Predicate<Seen> matching, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        int next = 0;
        while (true) {
            for (; next < all.size(); next++) {
                if (matching.test(all.get(next))) {
                    return all.get(next);
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        "Waited " + patience.toSeconds() + " s for " + what + "; came: " + tail());
            }
            wait(left);
        }
    }

    private List<Seen> tail() {
        return all.subList(Math.max(0, all.size() - 10), all.size());
    }
}

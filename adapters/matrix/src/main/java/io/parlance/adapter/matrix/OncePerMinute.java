package io.parlance.adapter.matrix;

import java.util.concurrent.TimeUnit;

/// Decides whether something that strangers can cause as often as they like is logged. Thread-safe.
final class OncePerMinute {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private boolean said;
    private long last;
    private int unsaid;

    /// It happened.
    ///
    /// @param now the time, as of `System.nanoTime()`
    /// @return how many were passed over since the last that was logged; negative if this one is to
    ///   be passed over, too
    synchronized int due(long now) {
        if (said && now - last < MINUTE) {
            unsaid++;
            return -1;
        }
        int others = unsaid;
        said = true;
        last = now;
        unsaid = 0;
        return others;
    }
}

package io.parlance.spi;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before connecting again: doubling up to a bound, each time somewhere between
/// half of the step and all of it, so that a server that comes back is not met by everybody at
/// once. Not thread-safe. For links only: deliveries are retried by the outbox.
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private int failures;

    /// Doubles from `first` to `longest`.
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /// The wait after one more failure.
    public Duration next() {
        long step = first.toMillis() << Math.min(failures++, 16);
        return jittered(Math.min(step, longest.toMillis()));
    }

    /// The wait after a refusal that only the operator can mend.
    public Duration slow() {
        failures++;
        return jittered(longest.toMillis());
    }

    /// Starts over: the link has held.
    public void reset() {
        failures = 0;
    }

    private static Duration jittered(long millis) {
        long half = Math.max(1, millis / 2);
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}

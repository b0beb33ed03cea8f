package io.parlance.adapter.xmpp;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before the next attempt to connect: doubling up to a bound, with jitter, so
/// that a server that comes back is not met by all its components at once.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);

    private final Duration longest;
    private int failures;

    Backoff(Duration longest) {
        this.longest = longest;
    }

    /// The wait after one more failure: between half of the step and the whole.
    Duration next() {
        long step = FIRST.toMillis() << Math.min(failures++, 16);
        return jittered(Math.min(step, longest.toMillis()));
    }

    /// The wait after a refusal that only the operator can mend.
    Duration slow() {
        failures++;
        return jittered(longest.toMillis());
    }

    /// Forgets the failures: the link has held for a while.
    void reset() {
        failures = 0;
    }

    private static Duration jittered(long millis) {
        long half = Math.max(1, millis / 2);
        return Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
    }
}

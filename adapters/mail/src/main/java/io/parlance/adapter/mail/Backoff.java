package io.parlance.adapter.mail;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before the next try: doubling from `first` to `longest`, each time somewhere
/// between half of it and all of it, so that many gateways do not knock at once.
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /// The wait after one more failure.
    Duration next() {
        long whole = Math.min(first.toMillis() << Math.min(failures++, 20), longest.toMillis());
        return Duration.ofMillis(whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }

    /// Starts over after a success.
    void reset() {
        failures = 0;
    }
}

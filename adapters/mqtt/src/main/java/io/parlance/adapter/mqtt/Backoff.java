package io.parlance.adapter.mqtt;

import io.parlance.spi.LinkState;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before connecting again: doubling, with a jitter of a fifth, so that a broker
/// that comes back is not met by everybody at once.
///
/// @param first after the first failure
/// @param most the longest wait
/// @param refused after refused credentials or a lost client id, where haste helps nobody
record Backoff(Duration first, Duration most, Duration refused) {
    /// What runs in production.
    static final Backoff DEFAULT =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /// Milliseconds to wait after `failures` failures in a row, the last of which left `state`.
    long millis(int failures, LinkState state) {
        long wait =
                state instanceof LinkState.BadCredentials
                        ? refused.toMillis()
                        : Math.min(most.toMillis(), first.toMillis() << Math.min(failures - 1, 16));
        long jitter = Math.max(1, wait / 5);
        return wait - jitter + ThreadLocalRandom.current().nextLong(2 * jitter + 1);
    }
}

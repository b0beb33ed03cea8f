package io.parlance.adapter.matrix;

import io.parlance.model.NetworkId;
import io.parlance.spi.Hub;
import io.vertx.core.Vertx;

import java.time.Instant;

/// Counts what was said while the gateway was away: the homeserver repeats transactions until they
/// are answered, so catching up is its own work, and over when nothing old has come for a while.
/// Thread-safe.
final class Recovery {
    private static final long QUIET_MILLIS = 3_000;

    /// Clocks differ, and what was said just before is no arrears.
    private static final long MARGIN_MILLIS = 2_000;

    private final Vertx vertx;
    private final NetworkId network;
    private final Hub hub;
    private Instant back = Instant.now().minusMillis(MARGIN_MILLIS);
    private int recovered;
    private long timer = -1;

    Recovery(Vertx vertx, NetworkId network, Hub hub) {
        this.vertx = vertx;
        this.network = network;
        this.hub = hub;
    }

    /// The homeserver is there again, or for the first time.
    synchronized void began() {
        back = Instant.now().minusMillis(MARGIN_MILLIS);
    }

    /// Something that was said at this time was taken now.
    synchronized void taken(Instant at) {
        if (at.isBefore(back)) {
            recovered++;
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(QUIET_MILLIS, _ -> ended());
        }
    }

    private void ended() {
        int count;
        synchronized (this) {
            count = recovered;
            recovered = 0;
        }
        if (count > 0) {
            hub.caughtUp(network, count, "");
        }
    }
}

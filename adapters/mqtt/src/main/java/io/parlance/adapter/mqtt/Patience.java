package io.parlance.adapter.mqtt;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// When a thread of the client may wait a moment, so that it does several things at once
/// afterwards, as a network card gathers packets before it interrupts.
///
/// @param underway how many publications are not acknowledged, by the broker or by us
record Patience(IntSupplier underway) {
    /// As long as a commit of the journal takes, which brings the next publications anyway.
    static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// With fewer under way, those behind them in their lanes would wait longer for nothing.
    private static final int MANY = 16;

    boolean pays() {
        return underway.getAsInt() >= MANY;
    }
}

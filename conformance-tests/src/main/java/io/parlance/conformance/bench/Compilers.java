package io.parlance.conformance.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// What the gateway's just-in-time compilers do. As long as they work much, they take time from
/// what is measured.
final class Compilers {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(2);
    private static final double BUSY_MILLIS_A_SECOND = 50;

    private final Stage stage;
    private long looked = System.nanoTime();
    private double millis = Double.NEGATIVE_INFINITY;
    private boolean rest;

    Compilers(Stage stage) {
        this.stage = stage;
    }

    /// Whether they had little to do lately; looks every other second.
    boolean rest() {
        long passed = System.nanoTime() - looked;
        if (passed >= INTERVAL) {
            double before = millis;
            millis = spent();
            looked += passed;
            rest = millis - before < BUSY_MILLIS_A_SECOND * passed / 1e9;
        }
        return rest;
    }

    private double spent() {
        try {
            return stage.metric("jvm_compilation_time_ms_total");
        } catch (IOException _) {
            return Double.NaN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }
}

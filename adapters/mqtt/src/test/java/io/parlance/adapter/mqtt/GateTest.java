package io.parlance.adapter.mqtt;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/// A sender waits for the rest of what is handed over, and never for ever.
class GateTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Gate gate = new Gate();

    @Test
    void theSenderRestsUntilItOpens() throws InterruptedException {
        Thread sender = Thread.ofPlatform().start(() -> gate.rest(LONG.toNanos() * 10, () -> true));
        Awaitility.await().until(() -> sender.getState() == Thread.State.TIMED_WAITING);
        gate.shut();
        assertTrue(sender.isAlive());
        gate.open();
        assertTrue(sender.join(LONG));
    }

    @Test
    void theSenderDoesNotRestWithoutReason() {
        assertTimeoutPreemptively(LONG, () -> gate.rest(LONG.toNanos() * 10, () -> false));
    }

    @Test
    void theSenderGoesOnIfNobodyOpens() {
        gate.shut();
        assertTimeoutPreemptively(LONG, gate::pass);
    }
}

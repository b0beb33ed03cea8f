package io.parlance.admin;

import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;

import java.time.Duration;

/// Something that crossed, or tried to: what the live stream of the admin API shows.
public sealed interface Crossing {
    /// A network reported an envelope, and the hub answered.
    ///
    /// @param envelope what came
    /// @param answer what the hub made of it
    /// @param latency how long that took: for a durable event, until it was on disk
    record Came(Envelope envelope, Acceptance answer, Duration latency) implements Crossing {}

    /// A network was given an envelope, and answered.
    ///
    /// @param delivery what went
    /// @param outcome what became of it
    /// @param latency from the moment the envelope was reported to the answer
    record Went(Delivery delivery, Outcome outcome, Duration latency) implements Crossing {}
}

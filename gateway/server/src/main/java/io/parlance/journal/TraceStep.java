package io.parlance.journal;

import io.parlance.model.EnvelopeId;
import io.parlance.model.NetworkId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One step of an envelope's way.
///
/// @param envelope whose
/// @param at when
/// @param step what happened
/// @param network at which network, or null if at none
/// @param detail in words, for the operator; may be empty, never with message text
public record TraceStep(
        EnvelopeId envelope, Instant at, Step step, @Nullable NetworkId network, String detail) {
    /// What can happen to an envelope, in the usual order.
    public enum Step {
        /// It is on disk.
        ACCEPTED,
        /// A destination was found.
        ROUTED,
        /// A destination could not express all of it; the detail says what was lost.
        DEGRADED,
        /// A delivery was tried.
        ATTEMPT,
        /// A try failed and will be repeated.
        DEFERRED,
        /// The destination took responsibility.
        DELIVERED,
        /// A delivery was given up.
        REFUSED,
        /// The recipient's side reported that the message arrived or was seen.
        RECEIPT
    }

    /// A step that happens now.
    public static TraceStep now(
            EnvelopeId envelope, Step step, @Nullable NetworkId network, String detail) {
        return new TraceStep(envelope, Instant.now(), step, network, detail);
    }
}

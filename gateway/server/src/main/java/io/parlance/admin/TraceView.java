package io.parlance.admin;

import java.time.Instant;
import java.util.List;

/// The way of a message.
///
/// @param id what was asked for
/// @param steps oldest first
public record TraceView(String id, List<StepView> steps) {
    /// One step.
    ///
    /// @param envelope the message's id in the gateway
    /// @param at when
    /// @param step `accepted`, `routed`, `degraded`, `attempt`, `deferred`, `delivered`, `refused`
    ///   or `receipt`
    /// @param network at which network; empty if at none
    /// @param detail in words
    public record StepView(
            String envelope, Instant at, String step, String network, String detail) {}
}

package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.model.Failure;

import java.util.List;

/// What the router decided, with its reason.
sealed interface RoutingDecision {
    /// Deliver to each of these, of which there is at least one.
    record Fanout(List<Destination> destinations) implements RoutingDecision {}

    /// Nobody is interested.
    ///
    /// @param why a word for logs and traces
    record Drop(String why) implements RoutingDecision {}

    /// The sender asked for what cannot be.
    record Reject(Failure failure) implements RoutingDecision {}
}

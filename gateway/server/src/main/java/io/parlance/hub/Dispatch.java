package io.parlance.hub;

import io.parlance.journal.Appended;
import io.parlance.journal.Destination;
import io.parlance.model.Envelope;
import io.vertx.core.Future;

import java.util.List;

/// Makes an envelope durable with its destinations and hands it to their lanes. Any thread.
@FunctionalInterface
interface Dispatch {
    /// Completes when the envelope is on disk.
    Future<Appended> send(Envelope envelope, List<Destination> destinations);
}

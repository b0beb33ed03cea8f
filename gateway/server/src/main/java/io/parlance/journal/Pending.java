package io.parlance.journal;

import io.parlance.model.Envelope;

import java.time.Instant;

/// A delivery that is still to be made.
///
/// @param id its number; deliveries of a lane are made in the order of their numbers
/// @param envelope what to deliver
/// @param destination where to
/// @param attempts how often it was tried before
/// @param due not before this time
public record Pending(
        long id, Envelope envelope, Destination destination, int attempts, Instant due) {
    /// The lane it belongs to.
    public String lane() {
        return destination.lane(envelope.sender().address());
    }
}

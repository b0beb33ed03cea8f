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
/// @param lane the lane it belongs to: looked for often, so it is spelled once
public record Pending(
        long id,
        Envelope envelope,
        Destination destination,
        int attempts,
        Instant due,
        String lane) {
    /// In the lane that its destination and its sender make.
    public Pending(long id, Envelope envelope, Destination destination, int attempts, Instant due) {
        this(
                id,
                envelope,
                destination,
                attempts,
                due,
                destination.lane(envelope.sender().address()));
    }

    /// The same after one more try.
    public Pending triedAgain(Instant next) {
        return new Pending(id, envelope, destination, attempts + 1, next, lane);
    }
}

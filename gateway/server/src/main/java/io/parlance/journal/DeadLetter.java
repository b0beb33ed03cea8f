package io.parlance.journal;

import io.parlance.model.Failure;

import java.time.Instant;

/// A delivery that was given up.
///
/// @param delivery the delivery, with the attempts that were made
/// @param failure why it was given up
/// @param since when
public record DeadLetter(Pending delivery, Failure failure, Instant since) {}

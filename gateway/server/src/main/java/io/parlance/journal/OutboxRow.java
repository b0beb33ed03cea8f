package io.parlance.journal;

import io.parlance.model.Failure;

import org.jspecify.annotations.Nullable;

/// A delivery that waits, as an operator sees it.
///
/// @param delivery the delivery
/// @param lastFailure why the last attempt failed, or null if there was none yet
public record OutboxRow(Pending delivery, @Nullable Failure lastFailure) {}

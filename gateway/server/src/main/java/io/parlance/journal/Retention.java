package io.parlance.journal;

import java.time.Duration;

/// How long completed envelopes stay for history, traces and the mapping of ids. What is not yet
/// delivered stays in any case.
///
/// @param age the longest time
/// @param envelopes the most envelopes
public record Retention(Duration age, long envelopes) {
    /// 30 days, and no more than a million.
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 1_000_000);

    /// Refuses what would keep nothing.
    public Retention {
        if (!age.isPositive() || envelopes < 1) {
            throw new IllegalArgumentException(
                    "A journal keeps at least one envelope for a while.");
        }
    }
}

package io.parlance.adapter.xmpp;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/// Time stamps (XEP-0082). Pure.
final class Stamps {
    private Stamps() {}

    /// The time, or null if there is none that can be read.
    static @Nullable Instant parse(@Nullable String stamp) {
        try {
            return stamp == null ? null : Instant.parse(stamp);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}

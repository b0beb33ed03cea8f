package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// When a homeserver wants to be asked again: the header since Matrix 1.10, the JSON key before
/// ("Rate limiting"). A wish for more than an hour is taken as an hour.
final class RetryAfter {
    private static final long MAX_MILLIS = 3_600_000;

    private RetryAfter() {}

    static @Nullable Duration of(@Nullable String header, JsonNode error) {
        JsonNode millis = error.get("retry_after_ms");
        if (millis != null && millis.canConvertToLong()) {
            return bounded(millis.longValue());
        }
        if (header != null && header.strip().matches("[0-9]{1,9}")) {
            return bounded(Long.parseLong(header.strip()) * 1000);
        }
        return null;
    }

    private static Duration bounded(long millis) {
        return Duration.ofMillis(Math.clamp(millis, 1, MAX_MILLIS));
    }
}

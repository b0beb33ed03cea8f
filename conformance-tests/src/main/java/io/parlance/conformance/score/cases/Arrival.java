package io.parlance.conformance.score.cases;

import org.jspecify.annotations.Nullable;

/// Something that a client was sent.
///
/// @param nanos when, on [System#nanoTime()]'s clock
/// @param room the room's address, or null outside of rooms
/// @param id what edits of it name
/// @param ref what replies and reactions to it name; the same as `id` on most networks
/// @param text what a person reads, or an empty text
/// @param raw as it was on the wire
/// @param facts the same, flat
public record Arrival(
        long nanos,
        @Nullable String room,
        String id,
        String ref,
        String text,
        String raw,
        Facts facts) {
    /// Whether it holds `token` anywhere.
    public boolean mentions(String token) {
        return raw.contains(token)
                || text.contains(token)
                || facts.values().values().stream()
                        .anyMatch(all -> all.stream().anyMatch(value -> value.contains(token)));
    }
}

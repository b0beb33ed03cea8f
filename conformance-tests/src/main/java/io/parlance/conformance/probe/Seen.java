package io.parlance.conformance.probe;

import org.jspecify.annotations.Nullable;

/// Something that a client was shown.
///
/// @param kind `message`, `presence`, `typing`, `receipt`, `join`, `leave` or `error`
/// @param from who it is from, as this network spells it
/// @param name the sender's shown name, if the network carries one
/// @param room the room it was in, or null for a direct message
/// @param id the id that the network carries, or an empty text
/// @param text what was said, or the state that was told
/// @param nanos when it arrived, on [System#nanoTime()]'s clock
public record Seen(
        String kind,
        String from,
        @Nullable String name,
        @Nullable String room,
        String id,
        String text,
        long nanos) {
    /// Something that arrived now.
    public static Seen now(
            String kind,
            String from,
            @Nullable String name,
            @Nullable String room,
            String id,
            String text) {
        return new Seen(kind, from, name, room, id, text, System.nanoTime());
    }

    /// Whether this is a message with exactly this text.
    public boolean says(String expected) {
        return kind.equals("message") && text.strip().equals(expected);
    }
}

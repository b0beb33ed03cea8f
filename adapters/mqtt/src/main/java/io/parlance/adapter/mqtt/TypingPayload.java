package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Event;

import java.util.Locale;

/// Whether somebody writes: JSON with `active`, or a word; nothing at all means yes.
final class TypingPayload {
    private TypingPayload() {}

    /// Reads a payload of at most `limit` bytes.
    static Event.Typing read(Arrival arrival, int limit) {
        String text = PayloadText.of(arrival.payload(), limit).strip();
        if (text.startsWith("{")) {
            JsonNode active = Json.parse(text).get("active");
            return new Event.Typing(active == null || active.asBoolean(true));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "1", "true", "on", "composing", "typing" -> new Event.Typing(true);
            case "0", "false", "off", "paused" -> new Event.Typing(false);
            default -> throw Json.invalid("typing", "is composing, paused or {\"active\": true}");
        };
    }
}

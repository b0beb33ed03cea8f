package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Event;
import io.parlance.model.Event.Availability;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// A client's retained availability as it wrote it.
///
/// @param presence what it means
/// @param name the name the client wants to be shown by, or null
record PresencePayload(Event.Presence presence, @Nullable String name) {
    /// Reads JSON with `show`, `status` and `name`, or a single word; nothing (a cleared state)
    /// means offline, and any other text is the status of somebody who is there.
    static PresencePayload read(Arrival arrival, int limit) {
        String text = PayloadText.of(arrival.payload(), limit).strip();
        if (text.isEmpty()) {
            return new PresencePayload(new Event.Presence(Availability.OFFLINE, null), null);
        }
        if (!text.startsWith("{")) {
            Availability word = availability(text);
            return new PresencePayload(
                    word == null
                            ? new Event.Presence(Availability.AVAILABLE, text)
                            : new Event.Presence(word, null),
                    null);
        }
        JsonNode json = Json.parse(text);
        String show = Json.text(json, "show");
        Availability availability = availability(show == null ? "available" : show);
        if (availability == null) {
            throw Json.invalid("show", "must be available, away, busy or offline");
        }
        return new PresencePayload(
                new Event.Presence(availability, Json.text(json, "status")),
                Json.text(json, "name"));
    }

    private static @Nullable Availability availability(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "available", "online" -> Availability.AVAILABLE;
            case "away" -> Availability.AWAY;
            case "busy" -> Availability.BUSY;
            case "offline", "unavailable" -> Availability.OFFLINE;
            default -> null;
        };
    }
}

package io.parlance.adapter.mqtt;

import io.parlance.model.Event.Availability;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How a device shows that it is there: a retained state, often with a last will.
///
/// @param topic where the state is
/// @param pointer where in the JSON of the payload, or null if the payload is the state
/// @param words which state means what, in lower case
record DevicePresence(String topic, @Nullable String pointer, Map<String, Availability> words) {
    private static final Map<Availability, List<String>> USUAL =
            new EnumMap<>(
                    Map.of(
                            Availability.AVAILABLE,
                                    List.of("online", "available", "connected", "true", "1"),
                            Availability.AWAY, List.of("away", "idle", "sleeping"),
                            Availability.BUSY, List.of("busy"),
                            Availability.OFFLINE,
                                    List.of(
                                            "offline",
                                            "unavailable",
                                            "disconnected",
                                            "false",
                                            "0",
                                            "")));

    /// Reads `presence` of a device: for each availability a list of states, or the usual words.
    static DevicePresence read(Settings settings) throws ConfigException {
        Map<String, Availability> words = new HashMap<>();
        for (Availability availability : Availability.values()) {
            String key = EventJson.lower(availability);
            List<String> states =
                    settings.has(key)
                            ? settings.texts(key)
                            : USUAL.getOrDefault(availability, List.of());
            for (String state : states) {
                words.putIfAbsent(state.strip().toLowerCase(Locale.ROOT), availability);
            }
        }
        DevicePresence presence =
                new DevicePresence(
                        Device.topic(settings),
                        Device.pointer(settings, "pointer"),
                        Map.copyOf(words));
        settings.done();
        return presence;
    }

    /// What a state means; null if it is none of the known words.
    @Nullable Availability availability(String state) {
        return words.get(state.strip().toLowerCase(Locale.ROOT));
    }
}

package io.parlance.adapter.mail;

import io.parlance.spi.StateStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The names that rooms were given, by their list addresses. Kept in the state store; read from
/// memory.
final class RoomNames {
    private static final String PREFIX = "name/";

    private final StateStore store;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    RoomNames(StateStore store) {
        this.store = store;
    }

    /// Reads what is stored.
    void load() throws IOException, InterruptedException {
        Await.result(store.list(PREFIX))
                .forEach((key, name) -> names.put(key.substring(PREFIX.length()), name));
    }

    /// The name that a room was given, or null if it has none but its address.
    @Nullable String of(String list) {
        return names.get(list);
    }

    /// Gives a room a name, or none; durable when it returns.
    void keep(String list, String name) throws IOException, InterruptedException {
        String shown = HeaderText.name(name);
        if (shown == null) {
            Await.result(store.remove(PREFIX + list));
            names.remove(list);
        } else if (!shown.equals(names.get(list))) {
            Await.result(store.put(PREFIX + list, shown));
            names.put(list, shown);
        }
    }
}

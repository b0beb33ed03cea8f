package io.parlance.command;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A state store that forgets when the test ends.
final class MemoryStore implements StateStore {
    private final Map<String, String> values = new TreeMap<>();

    @Override
    public Future<Optional<String>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(values.get(key)));
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        Map<String, String> found = new TreeMap<>(values);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Void> put(String key, String value) {
        values.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        values.remove(key);
        return Future.succeededFuture();
    }
}

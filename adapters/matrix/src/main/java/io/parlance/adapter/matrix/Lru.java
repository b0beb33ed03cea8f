package io.parlance.adapter.matrix;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map of bounded size that forgets what was not used for longest. Thread-safe.
final class Lru<K, V> {
    private final int size;
    private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    Lru(int size) {
        this.size = size;
    }

    synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /// Sets an entry and gives the one that had to be forgotten for it, if any.
    synchronized Map.@Nullable Entry<K, V> put(K key, V value) {
        entries.put(key, value);
        return entries.size() > size ? entries.pollFirstEntry() : null;
    }

    synchronized @Nullable V remove(K key) {
        return entries.remove(key);
    }

    synchronized int size() {
        return entries.size();
    }
}

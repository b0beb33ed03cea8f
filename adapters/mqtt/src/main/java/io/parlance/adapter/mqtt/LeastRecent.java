package io.parlance.adapter.mqtt;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets what was not used for longest. Not thread-safe.
final class LeastRecent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    /// Keeps at most `most` entries.
    LeastRecent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}

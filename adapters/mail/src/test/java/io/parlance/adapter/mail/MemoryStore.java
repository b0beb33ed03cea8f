package io.parlance.adapter.mail;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// State that lives as long as the test, over restarts of the adapter.
final class MemoryStore implements StateStore {
    final ConcurrentSkipListMap<String, String> all = new ConcurrentSkipListMap<>();

    @Override
    public Future<Optional<String>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(all.get(key)));
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        return Future.succeededFuture(new TreeMap<>(all.subMap(prefix, prefix + '\uffff')));
    }

    @Override
    public Future<Void> put(String key, String value) {
        all.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        all.remove(key);
        return Future.succeededFuture();
    }
}

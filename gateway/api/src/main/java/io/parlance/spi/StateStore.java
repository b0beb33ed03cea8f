package io.parlance.spi;

import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;

/// Durable key-value state of one adapter, for what it cannot rebuild: cursors, portal rooms,
/// members of a list. Small values only. Kept across restarts and `kill -9`.
public interface StateStore {
    /// The value of `key`.
    Future<Optional<String>> get(String key);

    /// All entries whose key starts with `prefix`, by key.
    Future<Map<String, String>> list(String prefix);

    /// Sets `key`; durable when the future completes.
    Future<Void> put(String key, String value);

    /// Removes `key`, if it is there; durable when the future completes.
    Future<Void> remove(String key);
}

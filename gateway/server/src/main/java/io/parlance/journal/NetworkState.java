package io.parlance.journal;

import io.parlance.model.NetworkId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;

/// One network's part of the state.
record NetworkState(NetworkId network, Writer writer, Readers readers) implements StateStore {
    @Override
    public Future<Optional<String>> get(String key) {
        return readers.read(queries -> queries.state(network, key));
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        return readers.read(queries -> queries.states(network, prefix));
    }

    @Override
    public Future<Void> put(String key, String value) {
        Change<Boolean> change =
                tables -> {
                    tables.states.put(network, key, value);
                    return true;
                };
        return writer.write(change).mapEmpty();
    }

    @Override
    public Future<Void> remove(String key) {
        Change<Boolean> change =
                tables -> {
                    tables.states.remove(network, key);
                    return true;
                };
        return writer.write(change).mapEmpty();
    }
}

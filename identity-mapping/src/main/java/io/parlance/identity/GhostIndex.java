package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;
import io.parlance.spi.Ghosts;
import io.vertx.core.Future;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// [Ghosts] on a cache: ghost's key to origin's key.
final class GhostIndex implements Ghosts {
    private final Map<String, String> origins = new ConcurrentHashMap<>();
    private final Index index;

    GhostIndex(OpenedCache cache) {
        index = new Index(cache, origins::put, origins::remove);
    }

    @Override
    public Optional<Address> origin(NetworkId network, String ghost) {
        return Optional.ofNullable(origins.get(key(network, ghost))).map(Keys::address);
    }

    @Override
    public Future<Void> remember(NetworkId network, String ghost, Address origin) {
        String key = key(network, ghost);
        String value = Keys.of(origin);
        String known = origins.putIfAbsent(key, value);
        if (known == null) {
            return index.put(key, value).onFailure(_ -> origins.remove(key, value));
        }
        return known.equals(value)
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new InvalidValue(
                                FailureReason.CONFLICT,
                                "The ghost "
                                        + ghost
                                        + " already stands for "
                                        + Keys.address(known)
                                        + "."));
    }

    /// How many ghosts are remembered.
    int size() {
        return origins.size();
    }

    private static String key(NetworkId network, String ghost) {
        return network.name() + '@' + ghost;
    }
}

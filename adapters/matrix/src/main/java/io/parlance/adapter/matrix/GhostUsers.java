package io.parlance.adapter.matrix;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The accounts of ghosts on the homeserver: made when first needed, named when the name changed,
/// and remembered durably, so that a restart asks the homeserver nothing. Thread-safe.
final class GhostUsers {
    private static final Logger LOG = LoggerFactory.getLogger(GhostUsers.class);
    private static final String PREFIX = "ghost:";

    private final ClientApi api;
    private final StateStore store;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Future<Void>> underWay = new ConcurrentHashMap<>();
    private volatile Consumer<String> onNew = _ -> {};

    GhostUsers(ClientApi api, StateStore store) {
        this.api = api;
        this.store = store;
    }

    Future<Void> load() {
        return store.list(PREFIX)
                .onSuccess(all -> all.forEach((k, v) -> names.put(k.substring(PREFIX.length()), v)))
                .mapEmpty();
    }

    /// Whom to tell about ghosts that were made just now.
    void onNew(Consumer<String> listener) {
        onNew = listener;
    }

    boolean exists(String ghost) {
        return names.containsKey(ghost);
    }

    /// Whether others see it under a name.
    boolean isNamed(String ghost) {
        return !names.getOrDefault(ghost, "").isEmpty();
    }

    /// Makes sure that the account is there and bears this name; without a name, that it is there.
    Future<Void> ensure(String ghost, @Nullable String name) {
        String known = names.get(ghost);
        if (known != null && (name == null || known.equals(name))) {
            return Future.succeededFuture();
        }
        Future<Void> made = known == null ? registered(ghost) : Future.succeededFuture();
        return name == null ? made : made.compose(_ -> named(ghost, name));
    }

    private Future<Void> registered(String ghost) {
        Future<Void> other = underWay.get(ghost);
        if (other != null) {
            return other;
        }
        Future<Void> mine =
                api.register(MatrixIds.localpart(ghost))
                        .recover(
                                cause ->
                                        cause instanceof MatrixFault f && f.is("M_USER_IN_USE")
                                                ? Future.succeededFuture(Json.object())
                                                : Future.failedFuture(cause))
                        .compose(_ -> remember(ghost, ""))
                        .onSuccess(_ -> onNew.accept(ghost));
        underWay.put(ghost, mine);
        mine.onComplete(_ -> underWay.remove(ghost, mine));
        return mine;
    }

    /// A name is a decoration: failing to set it must not keep a message back.
    private Future<Void> named(String ghost, String name) {
        return api.setDisplayName(ghost, name)
                .compose(_ -> remember(ghost, name))
                .recover(
                        cause -> {
                            LOG.warn("Cannot name {}: {}", ghost, cause.getMessage());
                            return Future.succeededFuture();
                        });
    }

    private Future<Void> remember(String ghost, String name) {
        if (name.equals(Optional.ofNullable(names.put(ghost, name)).orElse("\0"))) {
            return Future.succeededFuture();
        }
        return NotStored.unlessPut(store, PREFIX + ghost, name)
                .onFailure(_ -> names.remove(ghost, name));
    }
}

package io.parlance.adapter.matrix;

import io.vertx.core.Future;

import java.util.Optional;

/// Who sent an event: heard when it came, asked for when it is not known. Thread-safe.
final class Authors {
    private static final int REMEMBERED = 50_000;

    private final ClientApi api;
    private final Lru<String, String> authors = new Lru<>(REMEMBERED);

    Authors(ClientApi api) {
        this.api = api;
    }

    void heard(MatrixEvent event) {
        authors.put(event.id(), event.sender());
    }

    /// The sender of an event; empty if the homeserver does not say.
    ///
    /// @param as a user of ours who is in the room
    Future<Optional<String>> of(String roomId, String event, String as) {
        String known = authors.get(event);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return api.event(as, roomId, event)
                .map(found -> Optional.ofNullable(Json.text(found, "sender")))
                .onSuccess(found -> found.ifPresent(user -> authors.put(event, user)))
                .recover(
                        cause ->
                                cause instanceof MatrixFault f
                                                && f.kind() == MatrixFault.Kind.ANSWERED
                                                && f.status() / 100 == 4
                                                && f.status() != 429
                                        ? Future.succeededFuture(Optional.empty())
                                        : Future.failedFuture(cause));
    }
}

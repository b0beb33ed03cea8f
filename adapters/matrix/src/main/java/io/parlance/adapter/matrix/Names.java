package io.parlance.adapter.matrix;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;

/// The names of this network's users, by room: heard from membership events, asked for when
/// unknown, and forgotten when there are too many. Thread-safe.
final class Names {
    private static final int REMEMBERED = 20_000;
    private static final long PATIENCE_SECONDS = 5;

    private final ClientApi api;
    private final String bot;
    private final Lru<String, String> names = new Lru<>(REMEMBERED);

    Names(ClientApi api, String bot) {
        this.api = api;
        this.bot = bot;
    }

    /// Notes the name that a user has in a room.
    void heard(String roomId, String user, @Nullable String name) {
        names.put(roomId + " " + user, name == null ? "" : name);
    }

    /// A user's name in a room; empty if there is none, or if it could not be had soon.
    Future<String> of(String roomId, String user) {
        String known = names.get(roomId + " " + user);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        return api.profile(bot, user)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(Json.text("displayname"))
                .onSuccess(name -> heard(roomId, user, name))
                .otherwise(
                        cause -> {
                            if (cause instanceof MatrixFault f
                                    && f.kind() == MatrixFault.Kind.ANSWERED
                                    && f.status() < 500) {
                                heard(roomId, user, "");
                            }
                            return "";
                        });
    }
}

package io.parlance.adapter.matrix;

import io.vertx.core.Future;
import java.util.Set;

/// Whether the homeserver reaches the gateway: asked once it is reached itself, because otherwise a
/// wrong `url` in the registration file shows only as silence.
final class Reachability {
    /// What the homeserver says when it tried and could not.
    private static final Set<String> UNREACHED =
            Set.of("M_CONNECTION_FAILED", "M_CONNECTION_TIMEOUT", "M_BAD_STATUS", "M_URL_NOT_SET");

    private final ClientApi api;
    private final MatrixConfig config;
    private final String id;

    Reachability(ClientApi api, MatrixConfig config, String id) {
        this.api = api;
        this.config = config;
        this.id = id;
    }

    /// What is amiss, in words; empty if nothing is, or if the homeserver does not say (it knows the
    /// gateway by another id, or is older than Matrix 1.7).
    Future<String> ask() {
        return api.ping(id)
                .map("")
                .otherwise(
                        cause ->
                                cause instanceof MatrixFault f && UNREACHED.contains(f.errcode())
                                        ? advice(f)
                                        : "");
    }

    private String advice(MatrixFault fault) {
        return "The homeserver does not reach the gateway ("
                + fault.detail()
                + "): `url` and `hs_token` in its registration file must fit the listener at "
                + config.listenHost()
                + ":"
                + config.listenPort()
                + " and the configuration; restart the homeserver after changing the file.";
    }
}

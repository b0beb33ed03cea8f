package io.parlance.adapter.matrix;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Whether the homeserver reaches the gateway: asked once it is reached itself, because otherwise a
/// wrong `url` in the registration file shows only as silence. Being asked also makes Synapse (seen
/// with 1.160) send at once what waited while the gateway was away; else it may wait for minutes.
final class Reachability {
    /// What the homeserver says when it tried and could not.
    private static final Set<String> UNREACHED =
            Set.of("M_CONNECTION_FAILED", "M_CONNECTION_TIMEOUT", "M_BAD_STATUS", "M_URL_NOT_SET");

    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);

    private static final int TRIES = 4;
    private static final int PAUSE_SECONDS = 1;

    private final Vertx vertx;
    private final ClientApi api;
    private final MatrixConfig config;

    Reachability(Vertx vertx, ClientApi api, MatrixConfig config) {
        this.vertx = vertx;
        this.api = api;
        this.config = config;
    }

    /// What is amiss, in words; empty if nothing is, or if the homeserver does not say (it knows
    /// the gateway by another id, or is older than Matrix 1.7).
    Future<String> ask() {
        return ask(TRIES);
    }

    /// COMPAT: Synapse 1.160 answers a ping that meets a retry of its own with M_CONNECTION_FAILED
    /// ("Tried to cancel an already-called event"): only what stays so is told.
    private Future<String> ask(int tries) {
        return api.ping(config.id())
                .map("")
                .recover(
                        cause -> {
                            if (!(cause instanceof MatrixFault f)
                                    || !UNREACHED.contains(f.errcode())) {
                                return Future.succeededFuture(unknown(cause));
                            }
                            return tries > 1
                                    ? vertx.timer(PAUSE_SECONDS, TimeUnit.SECONDS)
                                            .compose(_ -> ask(tries - 1))
                                    : Future.succeededFuture(advice(f));
                        });
    }

    private String unknown(Throwable cause) {
        LOG.warn(
                "The homeserver does not try whether it reaches the gateway ({}); if its"
                        + " registration file has another id than `{}`, set `id` in the"
                        + " configuration to that one",
                cause.getMessage(),
                config.id());
        return "";
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

package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.NetworkId;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Whether the homeserver can be used: asked at start and whenever a request found it away, with
/// growing pauses until it answers. Deliveries are not retried here; they wait in the outbox.
final class MatrixLink {
    private static final Logger LOG = LoggerFactory.getLogger(MatrixLink.class);
    private static final long PROBE_SECONDS = 10;
    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 30_000;

    private final NetworkId network;
    private final Vertx vertx;
    private final MatrixConfig config;
    private final ClientApi api;
    private final Hub hub;
    private final Duration longestPause;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile Supplier<Future<String>> onUp = () -> Future.succeededFuture("");
    private volatile LinkState state = new LinkState.Connecting();
    private volatile boolean usable;
    private volatile boolean tokenRight;
    private volatile boolean tokenWrong;
    private volatile boolean stopped;
    private volatile String trouble = "";
    private long pause = FIRST_PAUSE;

    MatrixLink(NetworkId network, Vertx vertx, MatrixConfig config, ClientApi api, Hub hub) {
        this.network = network;
        this.vertx = vertx;
        this.config = config;
        this.api = api;
        this.hub = hub;
        this.longestPause = Duration.ofMillis(LONGEST_PAUSE);
    }

    /// What to do each time the homeserver became usable; the text is what is amiss nevertheless.
    void onUp(Supplier<Future<String>> action) {
        onUp = action;
    }

    void start() {
        hub.linkChanged(network, state);
        probe();
    }

    /// Whether deliveries can be tried.
    boolean isUp() {
        return usable;
    }

    /// What is wrong, for the failures of deliveries meanwhile.
    String advice() {
        return state.advice();
    }

    /// A request met this fault; if it looks as if the homeserver were away, that is checked.
    void met(Throwable cause) {
        if (!(cause instanceof MatrixFault fault)) {
            return;
        }
        switch (fault.kind()) {
            case UNREACHABLE -> {
                usable = false;
                changed(new LinkState.Down(unreachable(fault)));
                probe();
            }
            case UNANSWERED -> probe();
            case BUSY -> {}
            case ANSWERED -> {
                if (fault.is("M_UNKNOWN_TOKEN") || fault.is("M_MISSING_TOKEN")) {
                    usable = false;
                    probe();
                }
            }
        }
    }

    /// The homeserver, or somebody else, showed a token to the listener.
    void tokenShown(boolean right) {
        if (right == tokenRight && right != tokenWrong) {
            return;
        }
        // Once the right one was seen, wrong ones come from others: logged, but no reason for
        // alarm.
        tokenRight |= right;
        tokenWrong = !tokenRight && !right;
        settle();
    }

    /// Something is amiss that does not keep the link down; an empty text when it is mended.
    void amiss(String advice) {
        trouble = advice;
        settle();
    }

    void stop() {
        stopped = true;
        usable = false;
    }

    private void probe() {
        if (stopped || !probing.compareAndSet(false, true)) {
            return;
        }
        api.versions()
                .compose(_ -> api.whoami(config.bot()))
                .recover(this::unregistered)
                .timeout(PROBE_SECONDS, TimeUnit.SECONDS)
                .compose(this::identified)
                .onSuccess(_ -> up())
                .onFailure(this::failed);
    }

    /// The gateway's own user may not be there yet: whoami refuses it then.
    private Future<JsonNode> unregistered(Throwable cause) {
        boolean missing =
                cause instanceof MatrixFault f && f.status() == 403 && f.is("M_FORBIDDEN");
        return missing
                ? api.register(config.sender()).compose(_ -> api.whoami(config.bot()))
                : Future.failedFuture(cause);
    }

    private Future<JsonNode> identified(JsonNode whoami) {
        String user = Json.text(whoami, "user_id");
        return config.bot().equals(user)
                ? Future.succeededFuture(whoami)
                : Future.failedFuture(
                        MatrixFault.answered(
                                403,
                                "M_UNKNOWN_TOKEN",
                                "the token belongs to " + user + ", not to " + config.bot(),
                                null));
    }

    private void up() {
        pause = FIRST_PAUSE;
        if (usable) {
            probing.set(false);
            return;
        }
        usable = true;
        LOG.info("Homeserver {} is there", config.homeserver());
        settle();
        onUp.get()
                .otherwise(cause -> "After connecting: " + cause.getMessage())
                .onComplete(
                        advice -> {
                            probing.set(false);
                            amiss(advice.result());
                        });
    }

    private void failed(Throwable cause) {
        usable = false;
        boolean refused =
                cause instanceof MatrixFault f
                        && f.kind() == MatrixFault.Kind.ANSWERED
                        && (f.status() == 401 || f.status() == 403);
        changed(
                refused
                        ? new LinkState.BadCredentials(refusedBy(cause))
                        : new LinkState.Down(unreachable(cause)));
        long wait = refused ? longestPause.toMillis() : pause;
        pause = Math.min(pause * 2, longestPause.toMillis());
        long jitter = ThreadLocalRandom.current().nextLong(wait / 4 + 1);
        vertx.setTimer(
                wait - jitter,
                _ -> {
                    probing.set(false);
                    probe();
                });
    }

    private String refusedBy(Throwable cause) {
        return "The homeserver refuses the gateway ("
                + detail(cause)
                + "): compare as_token and sender in the configuration with the registration file"
                + " that the homeserver has, and restart the homeserver after changing it.";
    }

    private String unreachable(Throwable cause) {
        return "The homeserver at "
                + config.homeserver()
                + " does not answer ("
                + detail(cause)
                + "): is it running, and is `homeserver` right? It is tried again by itself.";
    }

    private static String detail(Throwable cause) {
        return cause instanceof MatrixFault fault
                ? fault.detail()
                : String.valueOf(cause.getMessage());
    }

    private void settle() {
        if (!usable) {
            return;
        }
        if (tokenWrong) {
            changed(
                    new LinkState.BadCredentials(
                            "The homeserver shows another token than hs_token: compare hs_token in"
                                + " the configuration with the registration file that it has."));
        } else {
            changed(trouble.isEmpty() ? new LinkState.Up() : new LinkState.Degraded(trouble));
        }
    }

    private void changed(LinkState now) {
        if (!now.equals(state)) {
            state = now;
            hub.linkChanged(network, now);
        }
    }
}

package io.parlance.adapter.mqtt;

import io.parlance.model.Outcome;
import io.parlance.spi.LinkState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The link to the broker: keeps one [PahoSession] connected, with backoff. The client library
/// blocks, so the link has a thread of its own, to which its state belongs; what goes out and comes
/// in is handed over in batches by [Outlet] and [AckLine].
final class MqttLink {
    private static final Duration DRAIN = Duration.ofSeconds(3);

    /// A connection that held so long was a good one.
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /// So many connections in a row that broke at once are no accident.
    private static final int MOST_BRIEF = 3;

    private final MqttConfig config;
    private final List<Subscription> subscriptions;
    private final Backoff backoff;
    private final LinkListener listener;
    private final ScheduledThreadPoolExecutor thread;
    private final Outlet outlet;
    private final AckLine inward;
    private final Promise<Void> stopped = Promise.promise();
    private @Nullable PahoSession session;
    private @Nullable Instant up;
    private int failures;
    private boolean stopping;

    /// A link that hands what comes in to `listener` on `context`.
    MqttLink(
            MqttConfig config,
            List<Subscription> subscriptions,
            Backoff backoff,
            Context context,
            LinkListener listener) {
        this.config = config;
        this.subscriptions = subscriptions;
        this.backoff = backoff;
        this.listener = listener;
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        Thread.ofPlatform().daemon().name("mqtt-" + config.clientId()).factory());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.outlet = new Outlet(this::execute);
        this.inward = new AckLine(context, listener);
    }

    /// Starts connecting, now and whenever the connection breaks.
    void start() {
        execute(this::connect);
    }

    /// Publishes; see [Outlet#publish].
    Future<Outcome> publish(Publication publication) {
        return outlet.publish(publication);
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException _) {
            // Stopped: the outlet was closed, and the broker keeps what was not acknowledged.
        }
    }

    private void connect() {
        if (stopping) {
            return;
        }
        listener.changed(new LinkState.Connecting());
        PahoSession next = null;
        try {
            next = new PahoSession(config, inward, this::broken);
            session = next;
            List<String> refused = next.open(subscriptions, outlet);
            up = Instant.now();
            listener.changed(
                    refused.isEmpty()
                            ? new LinkState.Up()
                            : new LinkState.Degraded(
                                    "the broker lets '"
                                            + config.username()
                                            + "' not subscribe to "
                                            + String.join(", ", refused)
                                            + ": allow it in the broker's access rules"));
        } catch (MqttException e) {
            failed(next, MqttErrors.link(config, e.getReasonCode(), words(e)));
        } catch (IllegalArgumentException e) {
            // COMPAT: Paho 1.2.5 checks addresses and options with unchecked exceptions.
            failed(next, MqttErrors.link(config, 0, e.getMessage()));
        }
    }

    private static @Nullable String words(MqttException e) {
        Throwable cause = e.getCause();
        return cause == null ? e.getMessage() : cause.getMessage();
    }

    /// Any thread.
    private void broken(PahoSession broken, LinkState state) {
        execute(() -> failed(broken, state));
    }

    private void failed(@Nullable PahoSession broken, LinkState state) {
        if (broken != session || stopping) {
            return;
        }
        session = null;
        outlet.close();
        if (broken != null) {
            broken.abort();
        }
        LinkState told = judged(state, broken != null && broken.isEnded());
        listener.changed(told);
        var _ =
                thread.schedule(
                        this::connect, backoff.millis(failures, told), TimeUnit.MILLISECONDS);
    }

    /// Counts failures, and tells a connection that is lost again and again right after it was made
    /// from one that served.
    private LinkState judged(LinkState state, boolean endedHere) {
        boolean served = up != null && up.plus(SETTLED).isBefore(Instant.now());
        boolean brief = up != null && !served;
        failures = served ? 1 : failures + 1;
        up = null;
        return brief && !endedHere && failures >= MOST_BRIEF && state instanceof LinkState.Down
                ? MqttErrors.rivalry(config)
                : state;
    }

    /// Lets what is under way finish, for a bounded time, then closes. Again: the same future.
    Future<Void> stop() {
        execute(() -> drain(Instant.now().plus(DRAIN)));
        return stopped.future();
    }

    private void drain(Instant deadline) {
        stopping = true;
        inward.stopTaking();
        boolean idle = outlet.isIdle() && inward.unacknowledged() == 0;
        if (session != null && !idle && Instant.now().isBefore(deadline)) {
            var _ = thread.schedule(() -> drain(deadline), 20, TimeUnit.MILLISECONDS);
            return;
        }
        if (session != null) {
            session.close();
            session = null;
        }
        outlet.close();
        stopped.tryComplete();
        thread.shutdown();
    }
}

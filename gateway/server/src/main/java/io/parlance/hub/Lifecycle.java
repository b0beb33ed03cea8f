package io.parlance.hub;

import io.parlance.model.NetworkId;
import io.parlance.spi.Adapter;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Starts and stops the hub, and opens each network's ways while its adapter is ready and its link
/// works. Lives on the hub's loop.
final class Lifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);
    private static final long TICK_MILLIS = 200;
    private static final long EXPIRY_MILLIS = 60_000;

    private final Core core;
    private final Lanes lanes;
    private final EphemeralRouter ephemerals;
    private final PresenceDesk presence;
    private final List<Long> timers = new ArrayList<>();

    /// What each network's last link state says; a network whose adapter never reported a state
    /// counts as reachable once it started.
    private final Map<NetworkId, Boolean> reachable = new HashMap<>();

    private final Set<NetworkId> started = new HashSet<>();
    private final Set<NetworkId> opened = new HashSet<>();

    /// Whether the stop has begun; only on the loop.
    private boolean stopping;

    private volatile boolean stopped;

    Lifecycle(Core core, Lanes lanes, EphemeralRouter ephemerals, PresenceDesk presence) {
        this.core = core;
        this.lanes = lanes;
        this.ephemerals = ephemerals;
        this.presence = presence;
    }

    /// Whether nothing is taken any more: every adapter has stopped, or had its time to.
    boolean stopped() {
        return stopped;
    }

    Future<Void> start() {
        core.loop().later(this::begin);
        List<Future<?>> starts = new ArrayList<>();
        core.networks().all().forEach((network, adapter) -> starts.add(start(network, adapter)));
        return Future.all(starts).mapEmpty();
    }

    private void begin() {
        for (NetworkLanes network : lanes.all()) {
            network.sweep();
        }
        timers.add(core.loop().every(TICK_MILLIS, this::tick));
        timers.add(
                core.loop().every(EXPIRY_MILLIS, () -> lanes.all().forEach(NetworkLanes::expire)));
    }

    private Future<Void> start(NetworkId network, Adapter adapter) {
        Future<Void> ready;
        try {
            ready = adapter.start();
        } catch (RuntimeException fault) {
            ready = Future.failedFuture(fault);
        }
        return ready.onSuccess(_ -> core.loop().later(() -> ready(network)))
                .recover(fault -> Future.failedFuture(cannotStart(network, fault)));
    }

    private static IllegalStateException cannotStart(NetworkId network, Throwable fault) {
        return new IllegalStateException(
                "The network '" + network + "' cannot start: " + fault.getMessage(), fault);
    }

    /// The link of a network works, or no longer.
    void open(NetworkId network, boolean yes) {
        reachable.put(network, yes);
        apply(network);
    }

    private void ready(NetworkId network) {
        started.add(network);
        apply(network);
    }

    private void apply(NetworkId network) {
        if (stopping) {
            return;
        }
        boolean open = started.contains(network) && reachable.getOrDefault(network, true);
        if (open ? !opened.add(network) : !opened.remove(network)) {
            return;
        }
        lanes.of(network).open(open);
        ephemerals.open(network, open);
        if (open) {
            presence.resend(network);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        lanes.all().forEach(network -> network.tick(now));
        ephemerals.tick(now);
        presence.tick(now);
    }

    /// Ends the deliveries first and the adapters then. What an adapter still hears while it takes
    /// leave is stored, and delivered after the next start: to its peer it is already sent, and on
    /// some networks nobody would send it again.
    Future<Void> stop() {
        Promise<Void> drained = Promise.promise();
        core.loop().later(() -> drain(drained));
        long limit = core.settings().stopTimeout().toMillis();
        return within(limit, drained.future(), "Deliveries under way")
                .compose(_ -> stopAdapters(limit))
                .compose(_ -> end());
    }

    private void drain(Promise<Void> drained) {
        stopping = true;
        List<Future<?>> networks = new ArrayList<>();
        lanes.all().forEach(network -> networks.add(network.drain()));
        core.networks().all().forEach((network, _) -> ephemerals.open(network, false));
        Future.all(networks).<Void>mapEmpty().onComplete(drained);
    }

    private Future<Void> stopAdapters(long limit) {
        List<Future<?>> stops = new ArrayList<>();
        core.networks()
                .all()
                .forEach(
                        (network, adapter) ->
                                stops.add(
                                        within(limit, stop(adapter), "The adapter of " + network)));
        return Future.all(stops).mapEmpty();
    }

    private static Future<Void> stop(Adapter adapter) {
        try {
            return adapter.stop();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /// The future, or success with a warning: a stop never hangs, and never fails.
    private static Future<Void> within(long millis, Future<Void> future, String what) {
        return future.timeout(Math.max(1, millis), TimeUnit.MILLISECONDS)
                .recover(
                        fault -> {
                            LOG.warn("{} did not end in order: {}", what, fault.toString());
                            return Future.succeededFuture();
                        });
    }

    /// Completes after what was taken until now has reached the journal's queue.
    private Future<Void> end() {
        stopped = true;
        Promise<Void> ended = Promise.promise();
        core.loop()
                .later(
                        () -> {
                            timers.forEach(core.loop()::cancel);
                            timers.clear();
                            ended.complete();
                        });
        return ended.future();
    }
}

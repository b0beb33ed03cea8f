package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Shows ghosts as available, away or gone ("Presence"). Only the newest state of a ghost counts, a
/// ghost changes at most once a second, and only so many ghosts change in a second in all. A
/// homeserver forgets who is there after about 30 seconds, so the state of ghosts that somebody
/// watches is shown again before. Thread-safe.
final class GhostPresence {
    private static final Logger LOG = LoggerFactory.getLogger(GhostPresence.class);
    private static final long TICK_MILLIS = 25;
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long REFRESH_MILLIS = 20_000;
    private static final int REFRESHED = 400;
    private static final int UNDER_WAY = 4;

    /// A ghost's state, and whether anybody here watches it.
    private record Shown(Event.Presence presence, boolean watched) {}

    private final Vertx vertx;
    private final ClientApi api;
    private final GhostBook ghosts;
    private final GhostUsers users;
    private final Lru<String, Shown> latest = new Lru<>(20_000);
    private final Map<String, Shown> waiting = new LinkedHashMap<>();
    private final Map<String, Shown> online = new LinkedHashMap<>();
    private final Lru<String, Long> sentAt = new Lru<>(20_000);
    private int underWay;
    private boolean ticking;
    private boolean stopped;
    private long pausedUntil = System.nanoTime();
    private @Nullable Long refresher;

    GhostPresence(Vertx vertx, ClientApi api, GhostBook ghosts, GhostUsers users) {
        this.vertx = vertx;
        this.api = api;
        this.ghosts = ghosts;
        this.users = users;
    }

    void start() {
        refresher = vertx.setPeriodic(REFRESH_MILLIS, _ -> refresh());
    }

    synchronized void stop() {
        stopped = true;
        waiting.clear();
        Optional.ofNullable(refresher).ifPresent(vertx::cancelTimer);
    }

    /// Takes a state to be shown soon. A ghost that has no account yet is not made for it: the
    /// state is kept until the ghost is.
    Future<Outcome> show(Delivery delivery, Event.Presence presence) {
        return ghosts.ghost(delivery.envelope().sender().address())
                .map(
                        ghost -> {
                            Shown shown = new Shown(presence, !delivery.audience().isEmpty());
                            latest.put(ghost, shown);
                            if (users.exists(ghost) && !ghosts.isBot(ghost)) {
                                enqueue(ghost, shown);
                            }
                            return Outcome.delivered();
                        });
    }

    /// A ghost got its account: what is known of it can be shown.
    void made(String ghost) {
        Optional.ofNullable(latest.get(ghost)).ifPresent(shown -> enqueue(ghost, shown));
    }

    private synchronized void enqueue(String ghost, Shown shown) {
        if (stopped) {
            return;
        }
        waiting.put(ghost, shown);
        if (shown.presence().availability() == Event.Availability.OFFLINE || !shown.watched()) {
            online.remove(ghost);
        } else {
            online.put(ghost, shown);
        }
        tick();
    }

    private synchronized void refresh() {
        online.entrySet().stream()
                .limit(REFRESHED)
                .forEach(entry -> waiting.putIfAbsent(entry.getKey(), entry.getValue()));
        if (!waiting.isEmpty()) {
            tick();
        }
    }

    private synchronized void tick() {
        if (!ticking && !stopped) {
            ticking = true;
            vertx.setTimer(TICK_MILLIS, _ -> next());
        }
    }

    private void next() {
        String ghost = null;
        Shown shown = null;
        synchronized (this) {
            ticking = false;
            long now = System.nanoTime();
            if (underWay < UNDER_WAY && now - pausedUntil >= 0) {
                ghost = due(now);
                shown = ghost == null ? null : waiting.remove(ghost);
                if (ghost != null) {
                    sentAt.put(ghost, now);
                    underWay++;
                }
            }
            if (!waiting.isEmpty()) {
                tick();
            }
        }
        if (ghost != null && shown != null) {
            send(ghost, shown);
        }
    }

    private @Nullable String due(long now) {
        for (String ghost : waiting.keySet()) {
            Long last = sentAt.get(ghost);
            if (last == null || now - last >= INTERVAL_NANOS) {
                return ghost;
            }
        }
        return null;
    }

    private void send(String ghost, Shown shown) {
        api.presence(ghost, status(shown.presence()))
                .onComplete(_ -> ended())
                .onFailure(cause -> failed(ghost, shown, cause));
    }

    private synchronized void ended() {
        underWay--;
    }

    /// Asked to go slower, all wait; anything else is left at that, the next change comes anyway.
    private synchronized void failed(String ghost, Shown shown, Throwable cause) {
        Duration wish = cause instanceof MatrixFault fault ? fault.retryAfter() : null;
        if (wish == null) {
            LOG.debug("Presence of {} not shown: {}", ghost, cause.getMessage());
            return;
        }
        pausedUntil = System.nanoTime() + wish.toNanos();
        waiting.putIfAbsent(ghost, shown);
        tick();
    }

    /// COMPAT: Synapse 1.160 takes `busy` only as an experiment (MSC3026), so busy is said in
    /// words.
    static ObjectNode status(Event.Presence presence) {
        String text = presence.status();
        return switch (presence.availability()) {
            case AVAILABLE -> status("online", text);
            case AWAY -> status("unavailable", text);
            case BUSY -> status("unavailable", text == null ? "Busy" : "Busy: " + text);
            case OFFLINE -> status("offline", text);
        };
    }

    private static ObjectNode status(String presence, @Nullable String text) {
        ObjectNode status = Json.object().put("presence", presence);
        return text == null ? status : status.put("status_msg", text);
    }
}

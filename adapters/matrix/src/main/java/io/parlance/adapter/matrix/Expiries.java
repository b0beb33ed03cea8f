package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.NativeId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Messages of people elsewhere that are to vanish: most homeservers do not see to that, so their
/// ghosts take them back when it is time, also after a restart. Thread-safe.
final class Expiries {
    private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);
    private static final String PREFIX = "expiry:";
    private static final long LOOK_MILLIS = 5_000;
    private static final int REMEMBERED = 20_000;

    private final Vertx vertx;
    private final ClientApi api;
    private final StateStore store;
    private final Map<String, JsonNode> waiting = new ConcurrentHashMap<>();
    private @Nullable Long timer;

    Expiries(Vertx vertx, ClientApi api, StateStore store) {
        this.vertx = vertx;
        this.api = api;
        this.store = store;
    }

    Future<Void> load() {
        return store.list(PREFIX)
                .onSuccess(
                        all ->
                                all.forEach(
                                        (k, v) ->
                                                waiting.put(
                                                        k.substring(PREFIX.length()),
                                                        Json.stored(v))))
                .mapEmpty();
    }

    void start() {
        timer = vertx.setPeriodic(LOOK_MILLIS, _ -> look());
    }

    void stop() {
        Optional.ofNullable(timer).ifPresent(vertx::cancelTimer);
    }

    /// Notes when events are to vanish; durable when the future completes.
    Future<Void> note(Place place, List<NativeId> events, @Nullable Instant end) {
        if (end == null || waiting.size() >= REMEMBERED) {
            return Future.succeededFuture();
        }
        Future<Void> noted = Future.succeededFuture();
        for (NativeId event : events) {
            ObjectNode json = Json.object().put("at", end.toEpochMilli());
            json.put("room", place.roomId()).put("as", place.as());
            waiting.put(event.value(), json);
            noted = noted.compose(_ -> store.put(PREFIX + event.value(), json.toString()));
        }
        return noted;
    }

    void look() {
        long now = System.currentTimeMillis();
        waiting.entrySet().stream()
                .filter(entry -> entry.getValue().path("at").asLong() <= now)
                .limit(50)
                .forEach(entry -> vanish(entry.getKey(), entry.getValue()));
    }

    /// What fails for now is tried again at the next look.
    private void vanish(String event, JsonNode json) {
        String as = json.path("as").asText();
        api.redact(as, json.path("room").asText(), event, "expiry-" + event, "expired")
                .onSuccess(_ -> forget(event))
                .onFailure(
                        cause -> {
                            boolean never =
                                    cause instanceof MatrixFault f
                                            && (f.status() == 403 || f.status() == 404);
                            LOG.info("{} is not to vanish yet: {}", event, cause.getMessage());
                            if (never) {
                                forget(event);
                            }
                        });
    }

    private void forget(String event) {
        waiting.remove(event);
        store.remove(PREFIX + event);
    }
}

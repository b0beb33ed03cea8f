package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Transactions of events (Application Service API, "Pushing events"). The homeserver sends one
/// after the other and repeats one until it is answered with 200, so that answer is given only when
/// every event was taken. Events of one room are taken one after the other, those of several rooms
/// side by side. The ids of the last transactions are kept durably; besides, the hub knows events
/// by their ids, so that a repeated transaction can never say anything twice.
final class Transactions {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final String KEY = "transactions";
    private static final int REMEMBERED = 32;

    private final RoomEvents events;
    private final Ephemerals ephemerals;
    private final StateStore store;
    private final Counts counts;
    private final Deque<String> done = new ArrayDeque<>();
    private final Map<String, Future<Void>> underWay = new ConcurrentHashMap<>();
    private final Turns turns = new Turns();

    Transactions(RoomEvents events, Ephemerals ephemerals, StateStore store, Counts counts) {
        this.events = events;
        this.ephemerals = ephemerals;
        this.store = store;
        this.counts = counts;
    }

    Future<Void> load() {
        return store.get(KEY)
                .onSuccess(
                        known -> {
                            synchronized (done) {
                                known.ifPresent(ids -> done.addAll(Arrays.asList(ids.split("\n"))));
                                done.forEach(turns::known);
                            }
                        })
                .mapEmpty();
    }

    /// Takes a transaction.
    ///
    /// @param id as the homeserver chose it
    /// @return a future that completes when it may be answered with 200, and fails if it must come
    ///   again
    Future<Void> take(String id, JsonNode transaction) {
        synchronized (done) {
            if (done.contains(id)) {
                counts.add("repeated-transaction", id);
                return Future.succeededFuture();
            }
        }
        Promise<Void> promise = Promise.promise();
        Future<Void> other = underWay.putIfAbsent(id, promise.future());
        if (other != null) {
            // The homeserver lost patience and sends again what is still being taken.
            return other;
        }
        LOG.debug("Transaction {} came", id);
        turns.take(id, () -> taken(id, transaction))
                .onComplete(
                        result -> {
                            underWay.remove(id);
                            promise.handle(result);
                        });
        return promise.future();
    }

    private Future<Void> taken(String id, JsonNode transaction) {
        ephemerals.take(transaction);
        Map<String, List<MatrixEvent>> byRoom = byRoom(transaction.path("events"));
        if (byRoom.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Future<Void>> rooms = new ArrayList<>(byRoom.size());
        byRoom.values().forEach(room -> rooms.add(inOrder(room)));
        return Future.join(rooms).compose(_ -> remember(id));
    }

    private Map<String, List<MatrixEvent>> byRoom(JsonNode list) {
        Map<String, List<MatrixEvent>> byRoom = new LinkedHashMap<>();
        for (JsonNode raw : list) {
            MatrixEvent event = MatrixEvent.read(raw);
            if (event == null) {
                counts.add("malformed", raw.path("type").asText("an event without type"));
            } else {
                byRoom.computeIfAbsent(event.roomId(), _ -> new ArrayList<>()).add(event);
            }
        }
        return byRoom;
    }

    private Future<Void> inOrder(List<MatrixEvent> room) {
        Promise<Void> done = Promise.promise();
        next(room.iterator(), done);
        return done.future();
    }

    /// Loops over what is done at once, so that thousands of events do not pile up on the stack.
    private void next(Iterator<MatrixEvent> rest, Promise<Void> done) {
        while (rest.hasNext()) {
            Future<Void> one = guarded(rest.next());
            if (!one.isComplete()) {
                one.onSuccess(_ -> next(rest, done)).onFailure(done::fail);
                return;
            }
            if (one.failed()) {
                done.fail(one.cause());
                return;
            }
        }
        done.complete();
    }

    /// An event that the code stumbles over must not stop all others for ever: it is logged in full
    /// and counted.
    private Future<Void> guarded(MatrixEvent event) {
        try {
            return events.take(event);
        } catch (RuntimeException e) {
            LOG.error("Stumbled over {} in {}; it is skipped", event.id(), event.roomId(), e);
            counts.add("stumbled", event.type());
            return Future.succeededFuture();
        }
    }

    private Future<Void> remember(String id) {
        String ids;
        synchronized (done) {
            done.addLast(id);
            if (done.size() > REMEMBERED) {
                done.removeFirst();
            }
            ids = String.join("\n", done);
        }
        return store.put(KEY, ids)
                .onFailure(e -> LOG.warn("Cannot note transaction {}: {}", id, e.getMessage()))
                // The events are durable, and the hub knows them: a repetition does no harm.
                .otherwiseEmpty();
    }
}

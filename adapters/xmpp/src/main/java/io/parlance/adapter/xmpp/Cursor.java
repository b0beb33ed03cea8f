package io.parlance.adapter.xmpp;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;

/// How far a room's archive was taken over (XEP-0313). It moves only past messages that the hub
/// has, in order, and is written at most once a second: what is read again after a crash is known
/// to the hub by its id. Confined to the event loop.
final class Cursor {
    private static final Logger log = LoggerFactory.getLogger(Cursor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final StateStore store;
    private final Loop loop;
    private final String key;
    private final Deque<Step> open = new ArrayDeque<>();
    private Position position = new Position("", Instant.now());
    private boolean known;
    private boolean saving;
    private boolean closed;

    /// A place in an archive: the id of the last message taken, or empty for none yet, and when.
    record Position(String id, Instant at) {
        private String text() {
            return at + " " + id;
        }

        private static Position parse(String text) {
            int space = text.indexOf(' ');
            try {
                return new Position(
                        text.substring(space + 1),
                        Instant.parse(text.substring(0, Math.max(0, space))));
            } catch (DateTimeParseException _) {
                return new Position("", Instant.now());
            }
        }
    }

    /// One message on its way to the hub.
    static final class Step {
        private final Position position;
        private boolean done;

        private Step(Position position) {
            this.position = position;
        }
    }

    Cursor(StateStore store, Loop loop, String room) {
        this.store = store;
        this.loop = loop;
        this.key = "archive/" + room;
    }

    /// Reads where the last run ended; true if there was one.
    Future<Boolean> read() {
        if (known) {
            return Future.succeededFuture(true);
        }
        return loop.here(store.get(key))
                .map(
                        text -> {
                            text.ifPresent(value -> position = Position.parse(value));
                            known = true;
                            save();
                            return text.isPresent();
                        });
    }

    Position position() {
        return position;
    }

    /// A message came in; messages begin in their order in the archive.
    Step begin(String id, Instant at) {
        Step step = new Step(new Position(id, at));
        open.add(step);
        return step;
    }

    /// The hub has the message.
    void done(Step step) {
        step.done = true;
        boolean moved = false;
        while (!open.isEmpty() && open.getFirst().done) {
            Position next = open.removeFirst().position;
            if (!next.id().isEmpty()) {
                position = next;
                moved = true;
            }
        }
        if (moved) {
            save();
        }
    }

    /// All that is on its way will be read again.
    void rewind() {
        open.clear();
    }

    private void save() {
        if (!saving && !closed) {
            saving = true;
            loop.after(
                    INTERVAL,
                    () -> {
                        if (!closed) {
                            flush();
                        }
                    });
        }
    }

    /// Writes the position for the last time. What is taken after that is read again at the next
    /// start, and known to the hub then.
    Future<Void> close() {
        closed = true;
        return flush();
    }

    private Future<Void> flush() {
        saving = false;
        return store.put(key, position.text())
                .onFailure(e -> log.warn("The place in {} is not kept: {}", key, e.toString()));
    }

    /// The room is no longer ours to read.
    void forget() {
        closed = true;
        store.remove(key)
                .onFailure(
                        e -> log.warn("The place in {} is not forgotten: {}", key, e.toString()));
    }
}

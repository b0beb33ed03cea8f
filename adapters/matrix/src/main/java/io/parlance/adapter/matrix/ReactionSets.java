package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matrix has one event per reaction, the model the sender's whole set: this remembers the sets and
/// the events they are made of, durably, so that one becomes the other in both directions, also
/// after a restart. The newest thousands; thread-safe.
final class ReactionSets {
    private static final String PREFIX = "reaction:";
    private static final int REMEMBERED = 20_000;

    /// Of more reactions of one person to one message than this, the oldest are forgotten.
    private static final int PER_MESSAGE = 64;

    private record On(String target, String sender) {
        String stored() {
            return PREFIX + target + " " + sender;
        }
    }

    /// A set without one of its reactions.
    ///
    /// @param target the message reacted to
    /// @param sender whose set it is: a user id, or for what was sent from here a person's address
    record Left(String target, String sender, List<String> keys) {}

    private final StateStore store;
    private final Lru<On, Map<String, String>> sets;
    private final Map<String, On> events = new HashMap<>();
    private long clock;

    ReactionSets(StateStore store) {
        this(store, REMEMBERED);
    }

    ReactionSets(StateStore store, int remembered) {
        this.store = store;
        this.sets = new Lru<>(remembered);
    }

    /// Reads what was remembered before.
    Future<Void> load() {
        return store.list(PREFIX).onSuccess(this::loaded).mapEmpty();
    }

    private record Stored(On on, JsonNode json) {
        long at() {
            return json.path("at").asLong();
        }
    }

    private synchronized void loaded(Map<String, String> all) {
        List<Stored> found = new ArrayList<>(all.size());
        all.forEach(
                (key, value) -> {
                    int blank = key.indexOf(' ');
                    if (blank > 0) {
                        String target = key.substring(PREFIX.length(), blank);
                        On on = new On(target, key.substring(blank + 1));
                        found.add(new Stored(on, Json.stored(value)));
                    }
                });
        found.sort(Comparator.comparingLong(Stored::at));
        for (Stored stored : found) {
            clock = Math.max(clock, stored.at());
            Map<String, String> set = new LinkedHashMap<>();
            stored.json()
                    .path("set")
                    .properties()
                    .forEach(one -> set.put(one.getKey(), one.getValue().asText()));
            remember(stored.on(), set);
        }
    }

    /// Adds a reaction, durably when the future completes, and gives the sender's whole set on that
    /// message. Adding twice adds once.
    Future<List<String>> added(String event, String target, String sender, String key) {
        On on = new On(target, sender);
        Map<String, String> set;
        synchronized (this) {
            set = new LinkedHashMap<>(of(on));
            set.put(event, key);
            while (set.size() > PER_MESSAGE) {
                String oldest = set.keySet().iterator().next();
                set.remove(oldest);
                events.remove(oldest);
            }
        }
        return put(on, set).map(keys(set));
    }

    /// The set that a reaction belongs to, without it; empty if the event is no reaction that is
    /// remembered.
    synchronized Optional<Left> without(String event) {
        On on = events.get(event);
        if (on == null) {
            return Optional.empty();
        }
        Map<String, String> set = new LinkedHashMap<>(of(on));
        set.remove(event);
        return Optional.of(new Left(on.target(), on.sender(), keys(set)));
    }

    /// Takes a reaction away, durably when the future completes.
    Future<Void> removed(String event) {
        On on;
        Map<String, String> set;
        synchronized (this) {
            on = events.remove(event);
            if (on == null) {
                return Future.succeededFuture();
            }
            set = new LinkedHashMap<>(of(on));
            set.remove(event);
        }
        return put(on, set);
    }

    /// The reactions that a sender has on a message, by event.
    synchronized Map<String, String> on(String target, String sender) {
        return new LinkedHashMap<>(of(new On(target, sender)));
    }

    private Map<String, String> of(On on) {
        Map<String, String> known = sets.get(on);
        return known == null ? Map.of() : known;
    }

    private Future<Void> put(On on, Map<String, String> set) {
        ObjectNode json = Json.object();
        List<On> forgotten;
        synchronized (this) {
            json.put("at", ++clock);
            forgotten = remember(on, set);
        }
        forgotten.forEach(old -> store.remove(old.stored()));
        if (set.isEmpty()) {
            return store.remove(on.stored());
        }
        ObjectNode reactions = json.putObject("set");
        set.forEach(reactions::put);
        return store.put(on.stored(), json.toString());
    }

    /// Notes a set in memory and gives what had to be forgotten for it.
    private List<On> remember(On on, Map<String, String> set) {
        if (set.isEmpty()) {
            sets.remove(on);
            return List.of();
        }
        set.keySet().forEach(event -> events.put(event, on));
        Map.Entry<On, Map<String, String>> forgotten = sets.put(on, set);
        if (forgotten == null) {
            return List.of();
        }
        forgotten.getValue().keySet().forEach(events::remove);
        return List.of(forgotten.getKey());
    }

    private static List<String> keys(Map<String, String> set) {
        return List.copyOf(new LinkedHashSet<>(set.values()));
    }
}

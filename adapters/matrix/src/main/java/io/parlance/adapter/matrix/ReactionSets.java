package io.parlance.adapter.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Matrix has one event per reaction, the model the sender's whole set: this remembers the sets, so
/// that one becomes the other. In memory, the newest thousands: after a restart a set begins anew,
/// which is why a reaction is told as text until reactions cross whole. Thread-safe.
final class ReactionSets {
    private static final int REMEMBERED = 10_000;

    private record On(String target, String sender) {}

    /// What is left of a set.
    record Left(String target, List<String> keys) {}

    private final Lru<On, Map<String, String>> sets = new Lru<>(REMEMBERED);
    private final Lru<String, On> events = new Lru<>(REMEMBERED);

    /// Adds a reaction and gives the sender's whole set on that message. Adding twice adds once.
    synchronized List<String> added(String event, String target, String sender, String key) {
        On on = new On(target, sender);
        Map<String, String> known = sets.get(on);
        Map<String, String> set = known == null ? new LinkedHashMap<>() : known;
        set.put(event, key);
        sets.put(on, set);
        events.put(event, on);
        return keys(set);
    }

    /// Takes a reaction away; empty if the event is no reaction that is remembered.
    synchronized Optional<Left> removed(String event) {
        On on = events.remove(event);
        Map<String, String> set = on == null ? null : sets.get(on);
        if (on == null || set == null) {
            return Optional.empty();
        }
        set.remove(event);
        if (set.isEmpty()) {
            sets.remove(on);
        }
        return Optional.of(new Left(on.target(), keys(set)));
    }

    private static List<String> keys(Map<String, String> set) {
        return new ArrayList<>(new java.util.LinkedHashSet<>(set.values()));
    }
}

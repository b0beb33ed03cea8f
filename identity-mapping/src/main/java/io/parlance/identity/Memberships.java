package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who is in which room, and the rooms' topics. Kept across restarts, since not every network tells
/// again who is there; a write that fails is logged and costs no message. Thread-safe.
public final class Memberships {
    private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);

    private final Map<Address, Map<Address, Participant>> occupants = new ConcurrentHashMap<>();
    private final Map<Address, Set<Address>> rooms = new ConcurrentHashMap<>();
    private final Map<Address, String> topics = new ConcurrentHashMap<>();
    private final Index members;
    private final Index subjects;

    Memberships(OpenedCache members, OpenedCache topics) {
        this.members = new Index(members, this::insert, (key, _) -> delete(key));
        this.subjects =
                new Index(
                        topics,
                        (key, text) -> this.topics.put(Keys.address(key), text),
                        (key, _) -> this.topics.remove(Keys.address(key)));
    }

    /// `who` is in `room` now.
    ///
    /// @return whether that is news: they were not there, or had another name
    public boolean joined(Address room, Participant who) {
        Map<Address, Participant> there = occupants.get(room);
        if (there != null && who.equals(there.get(who.address()))) {
            return false;
        }
        String key = Keys.pair(Keys.of(room), Keys.of(who.address()));
        String name = who.displayName() == null ? "" : who.displayName();
        keep(members.put(key, name));
        return true;
    }

    /// `who` is no longer in `room`.
    ///
    /// @return whether that is news
    public boolean left(Address room, Address who) {
        Map<Address, Participant> there = occupants.get(room);
        if (there == null || !there.containsKey(who)) {
            return false;
        }
        String key = Keys.pair(Keys.of(room), Keys.of(who));
        keep(members.remove(key, ""));
        return true;
    }

    /// The people in `room`, in no order.
    public List<Participant> occupants(Address room) {
        Map<Address, Participant> there = occupants.get(room);
        return there == null ? List.of() : List.copyOf(there.values());
    }

    /// How many people are in `room`.
    public int size(Address room) {
        Map<Address, Participant> there = occupants.get(room);
        return there == null ? 0 : there.size();
    }

    /// Whether anybody of `network` is in `room`.
    public boolean anyOf(Address room, NetworkId network) {
        Map<Address, Participant> there = occupants.get(room);
        return there != null
                && there.keySet().stream().anyMatch(who -> who.network().equals(network));
    }

    /// The rooms that `who` is in.
    public Set<Address> rooms(Address who) {
        return rooms.getOrDefault(who, Set.of());
    }

    /// The room's topic, or an empty text.
    public String topic(Address room) {
        return topics.getOrDefault(room, "");
    }

    /// The room's topic is `text` from now on.
    public void topic(Address room, String text) {
        if (!topic(room).equals(text)) {
            keep(subjects.put(Keys.of(room), text));
        }
    }

    /// Whoever is in `room` is in `successor` instead from now on, and so is its topic.
    public void move(Address room, Address successor) {
        if (!topic(room).isEmpty() && topic(successor).isEmpty()) {
            topic(successor, topic(room));
        }
        for (Participant who : occupants(room)) {
            joined(successor, who);
            left(room, who.address());
        }
    }

    private void insert(String key, String name) {
        Address room = Keys.address(Keys.first(key));
        Participant who = new Participant(Keys.address(Keys.second(key)), name);
        occupants.computeIfAbsent(room, _ -> new ConcurrentHashMap<>()).put(who.address(), who);
        rooms.computeIfAbsent(who.address(), _ -> ConcurrentHashMap.newKeySet()).add(room);
    }

    private void delete(String key) {
        Address room = Keys.address(Keys.first(key));
        Address who = Keys.address(Keys.second(key));
        occupants.computeIfPresent(
                room,
                (_, there) -> {
                    there.remove(who);
                    return there.isEmpty() ? null : there;
                });
        rooms.computeIfPresent(
                who,
                (_, in) -> {
                    in.remove(room);
                    return in.isEmpty() ? null : in;
                });
    }

    private static void keep(Future<Void> write) {
        write.onFailure(
                e -> LOG.warn("A room's member or topic could not be stored: {}", e.toString()));
    }
}

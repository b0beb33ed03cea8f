package io.parlance.identity;

import io.parlance.model.Address;
import io.parlance.model.Participant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is in which room, and the rooms' topics, as far as known. In memory.
public final class Memberships {
    private final Map<Address, Map<Address, Participant>> rooms = new ConcurrentHashMap<>();
    private final Map<Address, String> topics = new ConcurrentHashMap<>();

    Memberships() {}

    /// Notes that somebody is in a room.
    ///
    /// @return true if that is new, or the name is
    public boolean joined(Address room, Participant person) {
        Map<Address, Participant> people =
                rooms.computeIfAbsent(room, _ -> new ConcurrentHashMap<>());
        Participant before = people.put(person.address(), person);
        return !person.equals(before);
    }

    /// Notes that somebody left.
    ///
    /// @return true if they had been there
    public boolean left(Address room, Address person) {
        Map<Address, Participant> people = rooms.get(room);
        return people != null && people.remove(person) != null;
    }

    /// The people in a room.
    public List<Participant> occupants(Address room) {
        return List.copyOf(rooms.getOrDefault(room, Map.of()).values());
    }

    /// The topic of a room, or an empty text.
    public String topic(Address room) {
        return topics.getOrDefault(room, "");
    }

    /// Sets the topic of a room.
    public void topic(Address room, String text) {
        topics.put(room, text);
    }
}

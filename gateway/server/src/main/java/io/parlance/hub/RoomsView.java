package io.parlance.hub;

import io.parlance.identity.Memberships;
import io.parlance.identity.RoomLinks;
import io.parlance.journal.Journal;
import io.parlance.model.Address;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Rooms;
import io.vertx.core.Future;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What adapters may ask about rooms. Any thread.
final class RoomsView implements Rooms {
    private final RoomLinks links;
    private final Memberships memberships;
    private final Journal journal;
    private final int longestHistory;

    RoomsView(RoomLinks links, Memberships memberships, Journal journal, int longestHistory) {
        this.links = links;
        this.memberships = memberships;
        this.journal = journal;
        this.longestHistory = longestHistory;
    }

    @Override
    public Set<Address> linkedOn(NetworkId network) {
        return links.linkedOn(network);
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        return links.linkedWith(room);
    }

    @Override
    public List<Participant> occupants(Address room) {
        Set<Address> linked = links.linkedWith(room);
        List<Participant> here = memberships.occupants(room);
        if (linked.isEmpty()) {
            return here;
        }
        // Somebody may be in several of the linked rooms; they are shown once.
        Map<Address, Participant> people = new LinkedHashMap<>();
        here.forEach(person -> people.put(person.address(), person));
        for (Address other : linked) {
            memberships.occupants(other).forEach(p -> people.putIfAbsent(p.address(), p));
        }
        return List.copyOf(people.values());
    }

    @Override
    public String topic(Address room) {
        String topic = memberships.topic(room);
        if (!topic.isEmpty()) {
            return topic;
        }
        for (Address other : links.linkedWith(room)) {
            String theirs = memberships.topic(other);
            if (!theirs.isEmpty()) {
                return theirs;
            }
        }
        return "";
    }

    @Override
    public Future<List<Envelope>> history(Address room, int limit) {
        int most = Math.min(limit, longestHistory);
        if (most <= 0) {
            return Future.succeededFuture(List.of());
        }
        List<Address> rooms = new ArrayList<>(links.linkedWith(room));
        rooms.add(room);
        return journal.history(rooms, most);
    }
}

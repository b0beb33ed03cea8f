package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.RoomConfig;
import io.parlance.model.InvalidValue;
import io.parlance.spi.StateStore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Who gets the mail of which room: whoever wrote to it, joined it, or is named in the
/// configuration, and has not left. A room is named by its list address. Kept in the state store;
/// read from memory.
final class Members {
    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final String PREFIX = "member/";
    private static final String IN = "in";
    private static final String OUT = "out";

    private final StateStore store;
    private final Map<String, Set<String>> rooms = new ConcurrentHashMap<>();

    Members(StateStore store) {
        this.store = store;
    }

    /// Reads what is stored on top of what is configured.
    void load(List<RoomConfig> configured, MailAddresses addresses)
            throws IOException, InterruptedException {
        for (RoomConfig room : configured) {
            for (String member : room.members()) {
                try {
                    put(room.name() + "@" + addresses.domain(), addresses.canonical(member));
                } catch (InvalidValue e) {
                    LOG.warn("Room {}: {}", room.name(), e.getMessage());
                }
            }
        }
        for (Map.Entry<String, String> entry : Await.result(store.list(PREFIX)).entrySet()) {
            String[] parts = entry.getKey().split("/", 3);
            if (entry.getValue().equals(IN)) {
                put(parts[1], parts[2]);
            } else {
                take(parts[1], parts[2]);
            }
        }
    }

    /// The members of a room, in a stable order.
    List<String> of(String room) {
        Set<String> members = rooms.getOrDefault(room, Set.of());
        return members.stream().sorted().toList();
    }

    /// Whether somebody is in a room.
    boolean contains(String room, String member) {
        return rooms.getOrDefault(room, Set.of()).contains(member);
    }

    /// Adds a member; durable when it returns.
    void join(String room, String member) throws IOException, InterruptedException {
        if (!contains(room, member)) {
            Await.result(store.put(key(room, member), IN));
            put(room, member);
        }
    }

    /// Removes a member, also one that the configuration names; durable when it returns.
    void leave(String room, String member) throws IOException, InterruptedException {
        if (contains(room, member)) {
            Await.result(store.put(key(room, member), OUT));
            take(room, member);
        }
    }

    private void put(String room, String member) {
        rooms.compute(
                room,
                (_, before) -> {
                    Set<String> after = before == null ? new TreeSet<>() : new TreeSet<>(before);
                    after.add(member);
                    return Set.copyOf(after);
                });
    }

    private void take(String room, String member) {
        rooms.computeIfPresent(
                room,
                (_, before) -> {
                    Set<String> after = new TreeSet<>(before);
                    after.remove(member);
                    return after.isEmpty() ? null : Set.copyOf(after);
                });
    }

    private static String key(String room, String member) {
        return PREFIX + room + "/" + member;
    }
}

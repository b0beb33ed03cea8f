package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Event;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Who may do what in a room (`m.room.power_levels`). Pure.
///
/// @param users the levels of those who have one of their own
/// @param others the level of all others
/// @param speaking what sending needs
record PowerLevels(Map<String, Long> users, long others, long speaking) {
    private static final int MOST = 10_000;
    static final PowerLevels NONE = new PowerLevels(Map.of(), 0, 0);

    static PowerLevels read(JsonNode content) {
        Map<String, Long> users = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> user : content.path("users").properties()) {
            if (users.size() < MOST && MatrixIds.isUserId(user.getKey())) {
                users.put(user.getKey(), level(user.getValue(), 0));
            }
        }
        return new PowerLevels(
                users,
                level(content.path("users_default"), 0),
                level(content.path("events_default"), 0));
    }

    /// Levels were texts in old rooms.
    private static long level(JsonNode level, long otherwise) {
        return level.isNumber() || level.isTextual() ? level.asLong(otherwise) : otherwise;
    }

    Event.Role role(String user) {
        long level = users.getOrDefault(user, others);
        if (level >= 100) {
            return Event.Role.OWNER;
        }
        if (level >= 75) {
            return Event.Role.ADMIN;
        }
        if (level >= 50) {
            return Event.Role.MODERATOR;
        }
        return level < speaking ? Event.Role.VISITOR : Event.Role.PARTICIPANT;
    }

    /// Whose role is another than it was, and which.
    Map<String, Event.Role> changes(PowerLevels before) {
        Set<String> all = new LinkedHashSet<>(users.keySet());
        all.addAll(before.users().keySet());
        Map<String, Event.Role> changes = new LinkedHashMap<>();
        for (String user : all) {
            if (role(user) != before.role(user)) {
                changes.put(user, role(user));
            }
        }
        return changes;
    }

    /// The level that gives somebody this role.
    long level(Event.Role role) {
        return switch (role) {
            case OWNER -> 100;
            case ADMIN -> 75;
            case MODERATOR -> 50;
            case PARTICIPANT -> Math.max(others, Math.min(speaking, 49));
            case VISITOR -> speaking - 1;
        };
    }
}

package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Event.Role;
import io.parlance.model.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is remembered of a room, since a broker knows nothing of rooms.
///
/// @param name the name to show; empty if nobody gave one
/// @param topic the last topic; empty if there is none
/// @param avatar the picture
/// @param roles who may do more or less than speak
/// @param banned who may not come back, by id
record RoomNote(
        String name,
        String topic,
        Event.Avatar avatar,
        Map<Address, Role> roles,
        Set<Address> banned) {
    /// Nothing was said about the room.
    static final RoomNote NONE = new RoomNote("", "", Event.Avatar.NONE, Map.of(), Set.of());

    /// The most people that are remembered for one room, so that nobody can fill the memory.
    private static final int MOST = 10_000;

    /// Copies the collections.
    RoomNote {
        roles = Collections.unmodifiableMap(new HashMap<>(roles));
        banned = Collections.unmodifiableSet(new HashSet<>(banned));
    }

    /// The note after an event in the room; the same object if the event says nothing about it.
    RoomNote after(Event event) {
        return switch (event) {
            case Event.RoomChange(var newName, var newTopic, var picture) ->
                    new RoomNote(
                            newName == null ? name : newName,
                            newTopic == null ? topic : newTopic,
                            picture == null ? avatar : picture,
                            roles,
                            banned);
            case Event.RoleChange(var subject, var role) -> withRole(subject.address(), role);
            case Event.Membership(var change, var subject, _) ->
                    withMembership(subject.address(), change);
            case Event.Message _,
                    Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    this;
        };
    }

    private RoomNote withRole(Address subject, Role role) {
        Map<Address, Role> all = new HashMap<>(roles);
        if (role == Role.PARTICIPANT) {
            all.remove(subject);
        } else if (all.size() < MOST) {
            all.put(subject, role);
        }
        return new RoomNote(name, topic, avatar, all, banned);
    }

    private RoomNote withMembership(Address subject, Change change) {
        return switch (change) {
            case BAN -> {
                Set<Address> all = new HashSet<>(banned);
                if (all.size() < MOST) {
                    all.add(subject);
                }
                yield new RoomNote(name, topic, avatar, roles, all);
            }
            case UNBAN -> {
                if (!banned.contains(subject)) {
                    yield this;
                }
                Set<Address> all = new HashSet<>(banned);
                all.remove(subject);
                yield new RoomNote(name, topic, avatar, roles, all);
            }
            case JOIN, LEAVE, KICK, INVITE -> this;
        };
    }

    /// As it is stored.
    String json(MqttIds ids) {
        byte[] bytes =
                JsonBytes.object(
                        json -> {
                            json.writeStringField("name", name);
                            json.writeStringField("topic", topic);
                            FileJson.avatar(json, avatar);
                            json.writeObjectFieldStart("roles");
                            for (var entry : roles.entrySet()) {
                                json.writeStringField(
                                        ids.id(entry.getKey()), EventJson.lower(entry.getValue()));
                            }
                            json.writeEndObject();
                            json.writeArrayFieldStart("banned");
                            for (Address person : banned) {
                                json.writeString(ids.id(person));
                            }
                            json.writeEndArray();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Reads what was stored; who is of a network that this gateway no longer has is left out.
    static RoomNote read(String stored, MqttIds ids) {
        JsonNode json = Json.parse(stored);
        Map<Address, Role> roles = new HashMap<>();
        json.path("roles")
                .properties()
                .forEach(
                        entry -> {
                            Address person = person(entry.getKey(), ids);
                            if (person != null) {
                                roles.put(person, role(entry.getValue().asText()));
                            }
                        });
        Set<Address> banned = new HashSet<>();
        for (JsonNode id : json.path("banned")) {
            Address person = person(id.asText(), ids);
            if (person != null) {
                banned.add(person);
            }
        }
        Event.Avatar avatar = FileJson.avatar(json);
        return new RoomNote(
                json.path("name").asText(""),
                json.path("topic").asText(""),
                avatar == null ? Event.Avatar.NONE : avatar,
                roles,
                banned);
    }

    private static @Nullable Address person(String id, MqttIds ids) {
        try {
            return ids.person(id);
        } catch (InvalidValue _) {
            return null;
        }
    }

    private static Role role(String word) {
        for (Role role : Role.values()) {
            if (EventJson.lower(role).equals(word)) {
                return role;
            }
        }
        return Role.PARTICIPANT;
    }
}

package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.Address;
import io.parlance.model.Event.Role;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A room's description as JSON: name, topic, picture, who is there and what they may do, what it
/// is linked with and what can be expressed everywhere in it.
///
/// @param adapter where rooms and networks are known
/// @param ids how people and rooms are called here
/// @param events how people are shown
/// @param notes what is remembered of rooms
/// @param staff users who may do more in every room
record RoomMetaJson(
        AdapterContext adapter, MqttIds ids, EventJson events, RoomNotes notes, Set<String> staff) {
    private static final int MOST_PEOPLE = 200;

    /// The description of `room`.
    byte[] write(Address room) {
        RoomNote note = notes.of(room);
        String known = adapter.rooms().topic(room);
        return JsonBytes.object(
                json -> {
                    json.writeStringField("room", ids.id(room));
                    json.writeStringField(
                            "name", note.name().isEmpty() ? room.value() : note.name());
                    json.writeStringField("topic", known.isEmpty() ? note.topic() : known);
                    if (note.avatar().picture() != null) {
                        FileJson.avatar(json, note.avatar());
                    }
                    Set<Address> linked = adapter.rooms().linkedWith(room);
                    json.writeArrayFieldStart("linked");
                    for (Address other : linked) {
                        json.writeString(ids.id(other));
                    }
                    json.writeEndArray();
                    occupants(json, adapter.rooms().occupants(room));
                    roles(json, note);
                    capabilities(json, linked);
                });
    }

    private void occupants(JsonGenerator json, List<Participant> people) throws IOException {
        json.writeNumberField("occupant_count", people.size());
        json.writeArrayFieldStart("occupants");
        for (Participant person : people.subList(0, Math.min(people.size(), MOST_PEOPLE))) {
            events.participant(json, person);
        }
        json.writeEndArray();
    }

    private void roles(JsonGenerator json, RoomNote note) throws IOException {
        Map<String, Role> roles = new TreeMap<>();
        staff.forEach(name -> roles.put(name, Role.ADMIN));
        note.roles().forEach((person, role) -> roles.put(ids.id(person), role));
        json.writeObjectFieldStart("roles");
        int left = MOST_PEOPLE;
        for (var entry : roles.entrySet()) {
            if (left-- > 0) {
                json.writeStringField(entry.getKey(), EventJson.lower(entry.getValue()));
            }
        }
        json.writeEndObject();
    }

    /// The least of what the linked networks can; the convention itself has words for everything.
    private void capabilities(JsonGenerator json, Set<Address> linked) throws IOException {
        json.writeObjectFieldStart("capabilities");
        for (Feature feature : Feature.values()) {
            Support least = Support.FULL;
            for (Address room : linked) {
                Support there = adapter.networks().capabilities(room.network()).of(feature);
                least = there.compareTo(least) < 0 ? there : least;
            }
            json.writeStringField(EventJson.lower(feature), EventJson.lower(least));
        }
        json.writeEndObject();
    }
}

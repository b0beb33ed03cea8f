package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Context;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// The retained description of rooms: name, topic, who is there, what is linked. Changes are
/// gathered for a moment, so that a crowd coming in is one publication. Methods may be called from
/// any thread; the state belongs to the adapter's context.
final class RoomMeta {
    private static final Logger LOG = LoggerFactory.getLogger(RoomMeta.class);
    private static final long GATHER_MILLIS = 300;
    private static final int MOST_OCCUPANTS = 200;
    private static final String NAME_KEY = "room-name/";

    private final AdapterContext adapter;
    private final Context context;
    private final MqttTopics topics;
    private final MqttIds ids;
    private final Consumer<Publication> publisher;
    private final Set<Address> waiting = new LinkedHashSet<>();
    private final Map<Address, String> names = new HashMap<>();
    private final Map<Address, String> subjects = new HashMap<>();

    /// Publishes by `publisher`.
    RoomMeta(
            AdapterContext adapter,
            Context context,
            MqttTopics topics,
            MqttIds ids,
            Consumer<Publication> publisher) {
        this.adapter = adapter;
        this.context = context;
        this.topics = topics;
        this.ids = ids;
        this.publisher = publisher;
    }

    /// Describes every linked room anew, as after a reconnect; names come from the store.
    void refreshAll() {
        adapter.store()
                .list(NAME_KEY)
                .onComplete(
                        stored ->
                                context.runOnContext(
                                        _ -> {
                                            if (stored.succeeded()) {
                                                stored.result().forEach(this::remember);
                                            }
                                            adapter.rooms()
                                                    .linkedOn(adapter.network())
                                                    .forEach(this::gather);
                                        }));
    }

    private void remember(String key, String name) {
        Address room = ids.own().room(key.substring(NAME_KEY.length()));
        names.putIfAbsent(room, name);
    }

    /// Something about a room changed.
    void changed(Address room) {
        context.runOnContext(_ -> gather(room));
    }

    /// A room's name or topic changed.
    void renamed(Address room, Event.RoomChange change) {
        context.runOnContext(
                _ -> {
                    if (change.topic() != null) {
                        subjects.put(room, change.topic());
                    }
                    if (change.name() != null) {
                        names.put(room, change.name());
                        store(room, change.name());
                    }
                    gather(room);
                });
    }

    private void store(Address room, String name) {
        if (room.network().equals(adapter.network())) {
            adapter.store()
                    .put(NAME_KEY + room.value(), name)
                    .onFailure(fault -> LOG.warn("The name of {} was not kept", room, fault));
        }
    }

    private void gather(Address room) {
        if (waiting.isEmpty()) {
            adapter.vertx().setTimer(GATHER_MILLIS, _ -> context.runOnContext(_ -> publish()));
        }
        waiting.add(room);
    }

    private void publish() {
        List<Address> now = List.copyOf(waiting);
        waiting.clear();
        for (Address room : now) {
            publisher.accept(
                    new Publication(
                            topics.roomMeta(ids.id(room)),
                            describe(room),
                            1,
                            true,
                            Publication.Tags.JSON));
        }
    }

    private byte[] describe(Address room) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("room", ids.id(room));
            json.writeStringField("name", names.getOrDefault(room, room.value()));
            String topic = adapter.rooms().topic(room);
            json.writeStringField(
                    "topic", topic.isEmpty() ? subjects.getOrDefault(room, "") : topic);
            json.writeArrayFieldStart("linked");
            for (Address other : adapter.rooms().linkedWith(room)) {
                json.writeString(ids.id(other));
            }
            json.writeEndArray();
            occupants(json, adapter.rooms().occupants(room));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void occupants(JsonGenerator json, List<Participant> people) throws IOException {
        json.writeNumberField("occupant_count", people.size());
        json.writeArrayFieldStart("occupants");
        for (Participant person : people.subList(0, Math.min(people.size(), MOST_OCCUPANTS))) {
            json.writeStartObject();
            json.writeStringField("id", ids.id(person.address()));
            if (person.displayName() != null) {
                json.writeStringField("name", person.displayName());
            }
            json.writeStringField("network", person.address().network().name());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}

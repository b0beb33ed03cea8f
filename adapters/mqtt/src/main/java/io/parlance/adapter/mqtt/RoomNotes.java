package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;

/// What is remembered of each room; of the realm's own rooms over restarts. Belongs to the
/// adapter's context, but for [#stored()].
final class RoomNotes {
    private static final Logger LOG = LoggerFactory.getLogger(RoomNotes.class);
    private static final String KEY = "room/";

    /// Where names were kept before anything else was.
    private static final String NAME_KEY = "room-name/";

    private final AdapterContext adapter;
    private final MqttIds ids;
    private final Map<Address, RoomNote> notes = new HashMap<>();

    /// Kept in the adapter's store.
    RoomNotes(AdapterContext adapter, MqttIds ids) {
        this.adapter = adapter;
        this.ids = ids;
    }

    /// What is remembered of `room`.
    RoomNote of(Address room) {
        return notes.getOrDefault(room, RoomNote.NONE);
    }

    /// Takes note of what happened in `room`; true if that changed what is remembered.
    boolean note(Address room, Event event) {
        RoomNote before = of(room);
        RoomNote after = before.after(event);
        if (after.equals(before)) {
            return false;
        }
        notes.put(room, after);
        if (room.network().equals(adapter.network())) {
            adapter.store()
                    .put(KEY + room.value(), after.json(ids))
                    .onFailure(fault -> LOG.warn("What {} is was not kept", room, fault));
        }
        return true;
    }

    /// What the store holds. Any thread.
    Future<Map<String, String>> stored() {
        return adapter.store()
                .list(NAME_KEY)
                .compose(
                        names ->
                                adapter.store()
                                        .list(KEY)
                                        .map(
                                                rooms -> {
                                                    Map<String, String> all = new HashMap<>(names);
                                                    all.putAll(rooms);
                                                    return all;
                                                }));
    }

    /// Remembers what the store holds, where nothing newer is known.
    void remember(Map<String, String> stored) {
        stored.forEach(
                (key, value) -> {
                    if (key.startsWith(KEY)) {
                        remember(key.substring(KEY.length()), value);
                    }
                });
        stored.forEach(
                (key, name) -> {
                    if (key.startsWith(NAME_KEY)) {
                        Address room = ids.own().room(key.substring(NAME_KEY.length()));
                        notes.putIfAbsent(
                                room, RoomNote.NONE.after(new Event.RoomChange(name, null)));
                    }
                });
    }

    private void remember(String room, String stored) {
        try {
            notes.putIfAbsent(ids.own().room(room), RoomNote.read(stored, ids));
        } catch (InvalidValue e) {
            LOG.warn("What was kept of the room {} cannot be read", room, e);
        }
    }
}

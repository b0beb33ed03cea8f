package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.spi.AdapterContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps the retained descriptions of rooms up to date. Changes are gathered for a moment, so that
/// a crowd coming in is one publication. Methods may be called from any thread; the state belongs
/// to the adapter's context.
final class RoomMeta {
    private static final Logger LOG = LoggerFactory.getLogger(RoomMeta.class);
    private static final long GATHER_MILLIS = 300;

    private final AdapterContext adapter;
    private final Context context;
    private final MqttTopics topics;
    private final MqttIds ids;
    private final RoomNotes notes;
    private final RoomMetaJson json;
    private final Consumer<Publication> publisher;
    private final Set<Address> waiting = new LinkedHashSet<>();

    /// Publishes by `publisher` what `json` tells of a room.
    RoomMeta(
            AdapterContext adapter,
            Context context,
            MqttTopics topics,
            MqttIds ids,
            RoomNotes notes,
            RoomMetaJson json,
            Consumer<Publication> publisher) {
        this.adapter = adapter;
        this.context = context;
        this.topics = topics;
        this.ids = ids;
        this.notes = notes;
        this.json = json;
        this.publisher = publisher;
    }

    /// Brings back what was remembered of rooms; what cannot be read is as if it were not there.
    Future<Void> load() {
        Promise<Void> loaded = Promise.promise();
        notes.stored()
                .onComplete(
                        stored ->
                                context.runOnContext(
                                        _ -> {
                                            if (stored.succeeded()) {
                                                notes.remember(stored.result());
                                            } else {
                                                LOG.warn("No room is known", stored.cause());
                                            }
                                            loaded.complete();
                                        }));
        return loaded.future();
    }

    /// Describes every linked room anew, as after a reconnect.
    void refreshAll() {
        context.runOnContext(
                _ -> adapter.rooms().linkedOn(adapter.network()).forEach(this::gather));
    }

    /// Something happened in a room that its description may tell of.
    void happened(Address room, Event event) {
        switch (event) {
            case Event.Membership _, Event.RoleChange _, Event.RoomChange _, Event.Linkage _ ->
                    context.runOnContext(
                            _ -> {
                                notes.note(room, event);
                                gather(room);
                            });
            case Event.Message _,
                    Event.Edit _,
                    Event.Retraction _,
                    Event.Reaction _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ -> {}
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
                            json.write(room),
                            1,
                            true,
                            Publication.Tags.JSON));
        }
    }
}

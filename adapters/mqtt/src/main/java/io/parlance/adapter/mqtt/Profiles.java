package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Avatar;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Names and pictures of people, each retained under `user/<id>/profile`. An event tells only what
/// changed, and a retained message must hold all: so what was published is remembered. Any thread.
///
/// @param store where it is remembered
/// @param topics where it is published
/// @param ids how people are called here
/// @param events how people are shown
/// @param outlet publishes
record Profiles(
        StateStore store,
        MqttTopics topics,
        MqttIds ids,
        EventJson events,
        Function<Publication, Future<Outcome>> outlet) {
    private static final String KEY = "profile/";

    /// Publishes the sender's profile after a change.
    Future<Outcome> show(Envelope envelope, Event.Profile change) {
        String id = ids.id(envelope.sender().address());
        return store.get(KEY + id)
                .compose(
                        stored -> {
                            Event.Profile now = stored.map(Profiles::read).orElse(NONE);
                            Event.Profile next = merged(now, change);
                            return store.put(KEY + id, written(next))
                                    .compose(_ -> publish(envelope, id, next));
                        });
    }

    private static final Event.Profile NONE = new Event.Profile("", Avatar.NONE);

    private static Event.Profile merged(Event.Profile before, Event.Profile change) {
        return new Event.Profile(
                change.name() == null ? before.name() : change.name(),
                change.avatar() == null ? before.avatar() : change.avatar());
    }

    private static String written(Event.Profile profile) {
        byte[] bytes =
                JsonBytes.object(
                        json -> {
                            json.writeStringField("name", name(profile));
                            FileJson.avatar(json, profile.avatar());
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Event.Profile read(String stored) {
        JsonNode json = Json.parse(stored);
        return new Event.Profile(json.path("name").asText(""), FileJson.avatar(json));
    }

    private static String name(Event.Profile profile) {
        return profile.name() == null ? "" : profile.name();
    }

    private Future<Outcome> publish(Envelope envelope, String id, Event.Profile profile) {
        Participant person = new Participant(envelope.sender().address(), name(profile));
        Envelope told =
                new Envelope(
                        envelope.id(),
                        envelope.origin(),
                        person,
                        envelope.conversation(),
                        envelope.nativeIds(),
                        envelope.sentAt(),
                        envelope.trail(),
                        profile);
        byte[] json = events.write(told, envelope.conversation(), null);
        return outlet.apply(
                new Publication(topics.profile(id), json, 1, true, Publication.Tags.JSON));
    }
}

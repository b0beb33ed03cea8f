package io.parlance.journal;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/// Writes an event as fields of the envelope's JSON object; [EventReader] reads them. Ephemeral
/// events are written too: whoever hands one to the journal gets it back.
final class EventWriter {
    private EventWriter() {}

    static void write(JsonGenerator json, Event event) throws IOException {
        json.writeStringField("kind", EventKind.of(event).name());
        switch (event) {
            case Event.Message message -> message(json, message);
            case Event.Edit(MessageRef target, Body body) -> {
                ref(json, "target", target);
                BodyJson.write(json, body);
            }
            case Event.Retraction(MessageRef target, String reason, boolean byModerator) -> {
                ref(json, "target", target);
                text(json, "reason", reason);
                if (byModerator) {
                    json.writeBooleanField("byModerator", true);
                }
            }
            case Event.Reaction(MessageRef target, List<String> emoji) -> {
                ref(json, "target", target);
                texts(json, "emoji", emoji);
            }
            case Event.Membership membership -> membership(json, membership);
            case Event.RoleChange(var subject, var role) -> {
                EnvelopeCodec.participant(json, "subject", subject);
                json.writeStringField("role", role.name());
            }
            case Event.RoomChange(String name, String topic, var avatar) -> {
                text(json, "name", name);
                text(json, "topic", topic);
                BodyJson.avatar(json, avatar);
            }
            case Event.Succession(Address successor) ->
                    json.writeStringField("successor", Spellings.address(successor));
            case Event.Profile(String name, var avatar) -> {
                text(json, "name", name);
                BodyJson.avatar(json, avatar);
            }
            case Event.Subscription(boolean active) -> json.writeBooleanField("active", active);
            case Event.Linkage(boolean linked, List<Address> others) -> {
                json.writeBooleanField("linked", linked);
                texts(json, "others", others.stream().map(Spellings::address).toList());
            }
            case Event.DeliveryFailure failure -> failure(json, failure);
            case Event.Presence(Event.Availability availability, String status) -> {
                json.writeStringField("availability", availability.name());
                text(json, "status", status);
            }
            case Event.Typing(boolean active) -> json.writeBooleanField("active", active);
            case Event.Receipt(MessageRef target, Event.Receipt.Stage stage) -> {
                ref(json, "target", target);
                json.writeStringField("stage", stage.name());
            }
        }
    }

    private static void message(JsonGenerator json, Event.Message message) throws IOException {
        json.writeStringField("style", message.style().name());
        BodyJson.write(json, message.body());
        if (message.inReplyTo() != null) {
            ref(json, "inReplyTo", message.inReplyTo());
        }
        if (message.thread() != null) {
            ref(json, "thread", message.thread());
        }
        if (message.expires() != null) {
            json.writeNumberField("expires", message.expires().toEpochMilli());
        }
    }

    private static void membership(JsonGenerator json, Event.Membership membership)
            throws IOException {
        json.writeStringField("change", membership.change().name());
        EnvelopeCodec.participant(json, "subject", membership.subject());
        text(json, "reason", membership.reason());
    }

    private static void failure(JsonGenerator json, Event.DeliveryFailure event)
            throws IOException {
        ref(json, "target", event.target());
        if (event.recipient() != null) {
            json.writeStringField("recipient", Spellings.address(event.recipient()));
        }
        json.writeStringField("act", event.act().name());
        json.writeObjectFieldStart("failure");
        EnvelopeCodec.failure(json, event.failure());
        json.writeEndObject();
    }

    private static void ref(JsonGenerator json, String field, MessageRef ref) throws IOException {
        json.writeObjectFieldStart(field);
        if (ref.nativeId() != null) {
            json.writeStringField("id", Spellings.nativeId(ref.nativeId()));
        }
        if (ref.envelope() != null) {
            json.writeStringField("envelope", ref.envelope().toString());
        }
        json.writeEndObject();
    }

    static void text(JsonGenerator json, String field, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    private static void texts(JsonGenerator json, String field, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}

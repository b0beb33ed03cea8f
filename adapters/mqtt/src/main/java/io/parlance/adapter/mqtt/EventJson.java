package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonGenerator;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.text.MarkdownWriter;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Writes events as the JSON of the convention. Pure; any thread.
final class EventJson {
    private final MqttIds ids;
    private final MessageIds messages;

    /// Shows people and rooms by `ids`, messages by `messages`.
    EventJson(MqttIds ids, MessageIds messages) {
        this.ids = ids;
        this.messages = messages;
    }

    /// The JSON of an event.
    ///
    /// @param envelope what happened
    /// @param where the conversation as its readers see it
    /// @param id the message's id as they see it, or null
    byte[] write(Envelope envelope, Conversation where, @Nullable String id) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type(envelope.event()));
            optional(json, "id", id);
            json.writeFieldName("from");
            participant(json, envelope.sender());
            place(json, where);
            event(json, envelope, where);
            json.writeStringField("ts", envelope.sentAt().toString());
            if (!envelope.trail().isEmpty()) {
                json.writeArrayFieldStart("hops");
                for (Hop hop : envelope.trail()) {
                    json.writeString(hop.toString());
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String type(Event event) {
        return switch (event) {
            case Event.Message _ -> "message";
            case Event.Edit _ -> "edit";
            case Event.Retraction _ -> "retract";
            case Event.Reaction _ -> "react";
            case Event.Membership _ -> "membership";
            case Event.RoomChange _ -> "describe";
            case Event.RoleChange _ -> "role";
            case Event.Succession _ -> "succession";
            case Event.Profile _ -> "profile";
            case Event.Subscription _ -> "subscription";
            case Event.Linkage _ -> "linkage";
            case Event.DeliveryFailure _ -> "failure";
            case Event.Presence _ -> "presence";
            case Event.Typing _ -> "typing";
            case Event.Receipt _ -> "receipt";
        };
    }

    private void place(JsonGenerator json, Conversation where) throws IOException {
        switch (where) {
            case Conversation.Room(var room) -> json.writeStringField("room", ids.id(room));
            case Conversation.Direct(var recipient) ->
                    json.writeStringField("to", ids.id(recipient));
            case Conversation.Everyone _ -> {}
        }
    }

    private void event(JsonGenerator json, Envelope envelope, Conversation where)
            throws IOException {
        switch (envelope.event()) {
            case Event.Message message -> message(json, message, where);
            case Event.Edit(var target, var body) -> {
                target(json, "target", target, where);
                body(json, body);
            }
            case Event.Retraction(var target, var reason, _) -> {
                target(json, "target", target, where);
                optional(json, "reason", reason);
            }
            case Event.Reaction(var target, var emoji) -> {
                target(json, "target", target, where);
                json.writeArrayFieldStart("emoji");
                for (String one : emoji) {
                    json.writeString(one);
                }
                json.writeEndArray();
            }
            case Event.Membership membership -> membership(json, envelope.sender(), membership);
            case Event.RoomChange(var name, var topic, _) -> {
                optional(json, "room_name", name);
                optional(json, "topic", topic);
            }
            case Event.RoleChange(var subject, var role) -> {
                json.writeStringField("member", ids.id(subject.address()));
                json.writeStringField("role", lower(role));
            }
            case Event.Succession(var successor) ->
                    json.writeStringField("successor", ids.id(successor));
            case Event.Profile(var name, _) -> optional(json, "name", name);
            case Event.Linkage linkage -> linkage(json, linkage);
            case Event.DeliveryFailure failure -> failure(json, failure, where);
            case Event.Receipt(var target, var stage) -> {
                target(json, "target", target, where);
                json.writeStringField("stage", lower(stage));
            }
            case Event.Typing(var active) -> json.writeBooleanField("active", active);
            case Event.Subscription(var active) -> json.writeBooleanField("active", active);
            case Event.Presence(var availability, var status) -> {
                json.writeStringField("show", lower(availability));
                optional(json, "status", status);
            }
        }
    }

    private void message(JsonGenerator json, Event.Message message, Conversation where)
            throws IOException {
        body(json, message.body());
        if (message.style() != Event.Style.CHAT) {
            json.writeStringField("style", lower(message.style()));
        }
        if (message.inReplyTo() != null) {
            target(json, "in_reply_to", message.inReplyTo(), where);
        }
    }

    private static void body(JsonGenerator json, Body body) throws IOException {
        json.writeStringField("text", body.text());
        if (body.rich() != null) {
            json.writeStringField("markdown", MarkdownWriter.write(body.rich()));
        }
        if (body.attachments().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("attachments");
        for (Attachment file : body.attachments()) {
            json.writeStartObject();
            json.writeStringField("name", file.name());
            json.writeStringField("media_type", file.mediaType());
            if (file.size() >= 0) {
                json.writeNumberField("size", file.size());
            }
            json.writeStringField("url", file.location().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void membership(JsonGenerator json, Participant actor, Event.Membership membership)
            throws IOException {
        json.writeStringField("change", lower(membership.change()));
        json.writeFieldName("subject");
        participant(json, membership.subject());
        optional(json, "reason", membership.reason());
        json.writeStringField("text", EventWords.of(membership, actor));
    }

    private void linkage(JsonGenerator json, Event.Linkage linkage) throws IOException {
        json.writeBooleanField("linked", linkage.linked());
        List<String> others = linkage.others().stream().map(ids::id).toList();
        json.writeArrayFieldStart("others");
        for (String other : others) {
            json.writeString(other);
        }
        json.writeEndArray();
        json.writeStringField("text", EventWords.of(linkage, others));
    }

    private void failure(JsonGenerator json, Event.DeliveryFailure failure, Conversation where)
            throws IOException {
        target(json, "target", failure.target(), where);
        if (failure.recipient() != null) {
            json.writeStringField("recipient", ids.id(failure.recipient()));
        }
        FailureJson.fields(json, failure.failure());
    }

    private void target(JsonGenerator json, String key, MessageRef ref, Conversation where)
            throws IOException {
        var id = ref.nativeId();
        if (id != null) {
            String shown =
                    where instanceof Conversation.Direct(var reader)
                            ? messages.forReader(id, reader.value())
                            : id.value();
            json.writeStringField(key, shown);
        }
    }

    private void participant(JsonGenerator json, Participant person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ids.id(person.address()));
        optional(json, "name", person.displayName());
        json.writeStringField("network", person.address().network().name());
        json.writeEndObject();
    }

    /// How the convention spells the model's words.
    static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static void optional(JsonGenerator json, String key, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(key, value);
        }
    }
}

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

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes events as the JSON of the convention. Pure; any thread.
final class EventJson {
    private final MqttIds ids;
    private final MessageIds messages;
    private final Mentions mentions;

    /// Shows people and rooms by `ids`, messages by `messages`.
    EventJson(MqttIds ids, MessageIds messages) {
        this.ids = ids;
        this.messages = messages;
        this.mentions = new Mentions(ids);
    }

    /// The JSON of an event.
    ///
    /// @param envelope what happened
    /// @param where the conversation as its readers see it
    /// @param id the message's id as they see it, or null
    byte[] write(Envelope envelope, Conversation where, @Nullable String id) {
        return write(envelope, where, id, Map.of());
    }

    /// The same with the content of some of its files, in base64.
    byte[] write(
            Envelope envelope,
            Conversation where,
            @Nullable String id,
            Map<Attachment, String> contents) {
        return JsonBytes.object(
                json -> {
                    json.writeStringField("type", type(envelope.event()));
                    optional(json, "id", id);
                    json.writeFieldName("from");
                    participant(json, envelope.sender());
                    place(json, where);
                    event(json, envelope, where, contents);
                    json.writeStringField("ts", envelope.sentAt().toString());
                    if (!envelope.trail().isEmpty()) {
                        json.writeArrayFieldStart("hops");
                        for (Hop hop : envelope.trail()) {
                            json.writeString(hop.toString());
                        }
                        json.writeEndArray();
                    }
                });
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

    private void event(
            JsonGenerator json,
            Envelope envelope,
            Conversation where,
            Map<Attachment, String> contents)
            throws IOException {
        switch (envelope.event()) {
            case Event.Message message -> message(json, message, where, contents);
            case Event.Edit(var target, var body) -> {
                target(json, "target", target, where);
                body(json, body, contents);
            }
            case Event.Retraction(var target, var reason, var byModerator) -> {
                target(json, "target", target, where);
                optional(json, "reason", reason);
                if (byModerator) {
                    json.writeBooleanField("moderator", true);
                }
            }
            case Event.Reaction(var target, var emoji) -> {
                target(json, "target", target, where);
                texts(json, "emoji", emoji);
            }
            case Event.Membership membership -> membership(json, envelope.sender(), membership);
            case Event.RoomChange(var name, var topic, var avatar) -> {
                optional(json, "room_name", name);
                optional(json, "topic", topic);
                FileJson.avatar(json, avatar);
            }
            case Event.RoleChange role -> role(json, envelope.sender(), role);
            case Event.Succession(var successor) ->
                    json.writeStringField("successor", ids.id(successor));
            case Event.Profile(var name, var avatar) -> {
                optional(json, "name", name);
                FileJson.avatar(json, avatar);
            }
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

    private void message(
            JsonGenerator json,
            Event.Message message,
            Conversation where,
            Map<Attachment, String> contents)
            throws IOException {
        body(json, message.body(), contents);
        if (message.style() != Event.Style.CHAT) {
            json.writeStringField("style", lower(message.style()));
        }
        if (message.inReplyTo() != null) {
            target(json, "in_reply_to", message.inReplyTo(), where);
        }
        if (message.thread() != null) {
            target(json, "thread", message.thread(), where);
        }
        if (message.expires() != null) {
            json.writeStringField("expires", message.expires().toString());
        }
    }

    private void body(JsonGenerator json, Body body, Map<Attachment, String> contents)
            throws IOException {
        json.writeStringField("text", body.text());
        if (body.rich() != null) {
            json.writeStringField("markdown", MarkdownWriter.write(Mentions.linked(body.rich())));
            Collection<String> called = mentions.of(body.rich());
            if (!called.isEmpty()) {
                texts(json, "mentions", called);
            }
        }
        if (body.location() != null) {
            json.writeStringField("geo", body.location().uri());
        }
        if (body.attachments().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("files");
        for (Attachment file : body.attachments()) {
            FileJson.write(json, file, contents.get(file));
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

    private void role(JsonGenerator json, Participant actor, Event.RoleChange change)
            throws IOException {
        json.writeStringField("role", lower(change.role()));
        json.writeFieldName("subject");
        participant(json, change.subject());
        json.writeStringField("text", EventWords.of(change, actor));
    }

    private void linkage(JsonGenerator json, Event.Linkage linkage) throws IOException {
        json.writeBooleanField("linked", linkage.linked());
        List<String> others = linkage.others().stream().map(ids::id).toList();
        texts(json, "others", others);
        json.writeStringField("text", EventWords.of(linkage, others));
    }

    private void failure(JsonGenerator json, Event.DeliveryFailure failure, Conversation where)
            throws IOException {
        target(json, "target", failure.target(), where);
        if (failure.recipient() != null) {
            json.writeStringField("recipient", ids.id(failure.recipient()));
        }
        json.writeStringField("act", act(failure.act()));
        FailureJson.fields(json, failure.failure());
    }

    /// By the types of commands.
    private static String act(Event.Act act) {
        return switch (act) {
            case MESSAGE -> "message";
            case EDIT -> "edit";
            case RETRACTION -> "retract";
            case REACTION -> "react";
            case OTHER -> "other";
        };
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

    /// Writes somebody as an object.
    void participant(JsonGenerator json, Participant person) throws IOException {
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

    private static void texts(JsonGenerator json, String key, Collection<String> texts)
            throws IOException {
        json.writeArrayFieldStart(key);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void optional(JsonGenerator json, String key, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(key, value);
        }
    }
}

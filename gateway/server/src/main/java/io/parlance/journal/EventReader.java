package io.parlance.journal;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Address;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads the event out of an envelope's JSON object, as [EventWriter] wrote it.
final class EventReader {
    private EventReader() {}

    static Event read(JsonNode json) {
        return switch (EventKind.valueOf(text(json, "kind"))) {
            case MESSAGE ->
                    new Event.Message(
                            BodyJson.read(json),
                            Event.Style.valueOf(text(json, "style")),
                            optionalRef(json, "inReplyTo"),
                            optionalRef(json, "thread"),
                            json.has("expires")
                                    ? Instant.ofEpochMilli(json.path("expires").longValue())
                                    : null);
            case EDIT -> new Event.Edit(target(json), BodyJson.read(json));
            case RETRACTION ->
                    new Event.Retraction(
                            target(json),
                            json.path("reason").textValue(),
                            json.path("byModerator").booleanValue());
            case REACTION -> new Event.Reaction(target(json), texts(json, "emoji"));
            case MEMBERSHIP -> membership(json);
            case ROOM_CHANGE ->
                    new Event.RoomChange(
                            json.path("name").textValue(),
                            json.path("topic").textValue(),
                            BodyJson.avatar(json));
            case ROLE_CHANGE ->
                    new Event.RoleChange(
                            EnvelopeCodec.participant(json.required("subject")),
                            Event.Role.valueOf(text(json, "role")));
            case SUCCESSION -> new Event.Succession(Spellings.address(text(json, "successor")));
            case PROFILE -> new Event.Profile(json.path("name").textValue(), BodyJson.avatar(json));
            case SUBSCRIPTION -> new Event.Subscription(flag(json, "active"));
            case LINKAGE -> new Event.Linkage(flag(json, "linked"), addresses(json, "others"));
            case DELIVERY_FAILURE -> failure(json);
            case PRESENCE ->
                    new Event.Presence(
                            Event.Availability.valueOf(text(json, "availability")),
                            json.path("status").textValue());
            case TYPING -> new Event.Typing(flag(json, "active"));
            case RECEIPT ->
                    new Event.Receipt(
                            target(json), Event.Receipt.Stage.valueOf(text(json, "stage")));
        };
    }

    private static Event membership(JsonNode json) {
        return new Event.Membership(
                Event.Membership.Change.valueOf(text(json, "change")),
                EnvelopeCodec.participant(json.required("subject")),
                json.path("reason").textValue());
    }

    private static Event failure(JsonNode json) {
        String recipient = json.path("recipient").textValue();
        return new Event.DeliveryFailure(
                target(json),
                recipient == null ? null : Spellings.address(recipient),
                EnvelopeCodec.failure(json.required("failure")),
                Event.Act.valueOf(json.path("act").asText("MESSAGE")));
    }

    private static @Nullable MessageRef optionalRef(JsonNode json, String field) {
        return json.has(field) ? ref(json.required(field)) : null;
    }

    private static MessageRef target(JsonNode json) {
        return ref(json.required("target"));
    }

    private static MessageRef ref(JsonNode json) {
        String id = json.path("id").textValue();
        String envelope = json.path("envelope").textValue();
        NativeId nativeId = id == null ? null : Spellings.nativeId(id);
        return new MessageRef(nativeId, envelope == null ? null : EnvelopeId.parse(envelope));
    }

    private static List<Address> addresses(JsonNode json, String field) {
        return texts(json, field).stream().map(Spellings::address).toList();
    }

    private static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        json.required(field).forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    static String text(JsonNode json, String field) {
        return json.required(field).textValue();
    }

    private static boolean flag(JsonNode json, String field) {
        return json.required(field).booleanValue();
    }
}

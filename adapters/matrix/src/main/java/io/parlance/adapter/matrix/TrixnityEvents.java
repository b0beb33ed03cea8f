package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import de.connect2x.trixnity.core.model.events.ClientEvent;
import de.connect2x.trixnity.core.model.events.RedactedEventContent;
import de.connect2x.trixnity.core.model.events.UnknownEventContent;
import de.connect2x.trixnity.core.model.events.m.ReactionEventContent;
import de.connect2x.trixnity.core.model.events.m.RelatesTo;
import de.connect2x.trixnity.core.model.events.m.room.EncryptedMessageEventContent;
import de.connect2x.trixnity.core.model.events.m.room.MemberEventContent;
import de.connect2x.trixnity.core.model.events.m.room.NameEventContent;
import de.connect2x.trixnity.core.model.events.m.room.RedactionEventContent;
import de.connect2x.trixnity.core.model.events.m.room.RoomMessageEventContent;
import de.connect2x.trixnity.core.model.events.m.room.TombstoneEventContent;
import de.connect2x.trixnity.core.model.events.m.room.TopicEventContent;
import de.connect2x.trixnity.core.serialization.CreateMatrixJsonKt;
import de.connect2x.trixnity.core.serialization.events.EventContentSerializerMappings;
import de.connect2x.trixnity.core.serialization.events.EventContentSerializerMappingsDefaultKt;

import io.parlance.model.Event;

import kotlin.jvm.internal.Reflection;

import kotlinx.serialization.KSerializer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.modules.SerializersModuleBuildersKt;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Trixnity's event model, and the only class that knows it: what an event says is read by the
/// SDK's typed content classes and handed on as ours. Ids are read elsewhere, from the raw JSON,
/// because the SDK's id types are Kotlin value classes whose accessors Java cannot name. Pure; any
/// thread.
final class TrixnityEvents {
    private static final Json JSON =
            CreateMatrixJsonKt.createMatrixEventJson(
                    EventContentSerializerMappingsDefaultKt.getDefault(
                            EventContentSerializerMappings.Companion),
                    SerializersModuleBuildersKt.EmptySerializersModule());
    private static final KSerializer<ClientEvent.RoomEvent<?>> ROOM_EVENT = roomEvent();

    private TrixnityEvents() {}

    @SuppressWarnings("unchecked")
    private static KSerializer<ClientEvent.RoomEvent<?>> roomEvent() {
        KSerializer<?> serializer =
                JSON.getSerializersModule()
                        .getContextual(
                                Reflection.getOrCreateKotlinClass(ClientEvent.RoomEvent.class),
                                List.of());
        if (serializer == null) {
            throw new IllegalStateException("Trixnity has no serializer for room events");
        }
        return (KSerializer<ClientEvent.RoomEvent<?>>) serializer;
    }

    /// Loads the SDK's classes.
    static void wake() {
        MatrixEvent event =
                MatrixEvent.read(
                        io.parlance.adapter.matrix.Json.object()
                                .put("event_id", "$wake")
                                .put("type", "m.room.message")
                                .put("room_id", "!wake")
                                .put("sender", "@wake:localhost")
                                .set(
                                        "content",
                                        io.parlance.adapter.matrix.Json.object()
                                                .put("msgtype", "m.text")
                                                .put("body", "wake")));
        if (event != null) {
            read(event);
        }
    }

    /// What the event says; never fails, whatever the event holds.
    static MatrixContent read(MatrixEvent event) {
        MatrixContent state = StateContent.read(event);
        if (state != null) {
            return state;
        }
        Object content;
        try {
            content =
                    JSON.decodeFromJsonElement(ROOM_EVENT, KotlinJson.of(event.raw())).getContent();
        } catch (IllegalArgumentException _) {
            return UnknownEvents.read(event);
        }
        return switch (content) {
            case RoomMessageEventContent message -> message(event, message);
            case ReactionEventContent reaction -> annotation(event, reaction);
            case RedactionEventContent redaction ->
                    new MatrixContent.Redaction(redaction.getReason());
            case MemberEventContent member -> member(member);
            case NameEventContent name -> new MatrixContent.Name(orEmpty(name.getName()));
            case TopicEventContent _ ->
                    new MatrixContent.Topic(orEmpty(text(event.content(), "topic")));
            case EncryptedMessageEventContent _ -> new MatrixContent.Encrypted();
            case TombstoneEventContent tombstone ->
                    new MatrixContent.Tombstone(
                            orEmpty(tombstone.getBody()),
                            orEmpty(text(event.content(), "replacement_room")));
            case RedactedEventContent _ -> new MatrixContent.Skipped("redacted");
            case UnknownEventContent _ -> UnknownEvents.read(event);
            default -> UnknownEvents.read(event);
        };
    }

    private static MatrixContent message(MatrixEvent event, RoomMessageEventContent message) {
        if (message.getRelatesTo() instanceof RelatesTo.Replace replace
                && event.related("m.replace") != null) {
            return replace.getNewContent() instanceof RoomMessageEventContent content
                    ? new MatrixContent.Replacement(
                            plain(event.content().path("m.new_content"), content))
                    : new MatrixContent.Skipped("replacement-without-content");
        }
        return plain(event.content(), message);
    }

    private static MatrixContent plain(JsonNode raw, RoomMessageEventContent message) {
        return switch (message) {
            case RoomMessageEventContent.TextBased.Emote emote ->
                    new MatrixContent.Text(emote.getBody(), Event.Style.EMOTE, MatrixHtml.of(raw));
            case RoomMessageEventContent.TextBased.Notice notice ->
                    new MatrixContent.Text(
                            notice.getBody(), Event.Style.NOTICE, MatrixHtml.of(raw));
            case RoomMessageEventContent.TextBased text ->
                    new MatrixContent.Text(text.getBody(), Event.Style.CHAT, MatrixHtml.of(raw));
            case RoomMessageEventContent.FileBased _ -> FileContent.read(raw);
            case RoomMessageEventContent.Location _ -> SpotContent.read(raw);
            case RoomMessageEventContent.VerificationRequest _ ->
                    new MatrixContent.Skipped("verification");
            default -> UnknownEvents.message(raw);
        };
    }

    private static MatrixContent annotation(MatrixEvent event, ReactionEventContent reaction) {
        RelatesTo.Annotation relation = reaction.getRelatesTo();
        String key = relation == null ? null : relation.getKey();
        if (key == null || key.isBlank() || event.related("m.annotation") == null) {
            return new MatrixContent.Skipped("reaction-without-key");
        }
        return key.startsWith("mxc:")
                ? picture(event.content())
                : new MatrixContent.Annotation(key);
    }

    /// A reaction by a picture (MSC4027) has a name, as far as others can show it.
    private static MatrixContent picture(JsonNode content) {
        for (String key : List.of("shortcode", "com.beeper.reaction.shortcode")) {
            String name = text(content, key);
            if (name != null && !name.isBlank()) {
                return new MatrixContent.Annotation(":" + name.replace(":", "") + ":");
            }
        }
        return new MatrixContent.Skipped("reaction-by-a-picture");
    }

    private static MatrixContent member(MemberEventContent member) {
        return new MatrixContent.Member(
                member.getMembership().getValue(),
                member.getDisplayName(),
                Boolean.TRUE.equals(member.isDirect()),
                member.getReason());
    }

    private static @Nullable String text(JsonNode node, String key) {
        return io.parlance.adapter.matrix.Json.text(node, key);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

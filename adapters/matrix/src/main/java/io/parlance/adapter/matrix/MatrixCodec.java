package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.Limits;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Contents of events to and from the model. Pure.
final class MatrixCodec {
    /// The key in an event's content that carries the gateways it has passed, as a list of texts.
    static final String HOPS = "io.parlance.hops";

    /// The key that carries the message's id on its origin network.
    static final String ORIGIN = "io.parlance.origin";

    private MatrixCodec() {}

    /// A reference to another event, or null.
    static @Nullable MessageRef ref(NetworkId network, @Nullable String eventId) {
        return eventId == null
                        || eventId.isEmpty()
                        || Limits.utf8Length(eventId) > MatrixIds.MAX_BYTES
                ? null
                : MessageRef.to(new NativeId(network, eventId));
    }

    /// The trail that an event carries. A list that is no list of texts counts as none; one that is
    /// too long is kept long enough for the loop guard to see that.
    static List<Hop> trail(MatrixEvent event) {
        JsonNode hops = event.content().path(HOPS);
        if (!hops.isArray()) {
            return List.of();
        }
        List<Hop> trail = new ArrayList<>();
        for (JsonNode hop : hops) {
            if (hop.isTextual() && trail.size() <= Limits.HOPS) {
                trail.add(Hop.parse(hop.textValue()));
            }
        }
        return trail;
    }

    /// The content of a message to send.
    static ObjectNode content(
            Envelope envelope, String text, @Nullable RichText rich, Event.Style style) {
        ObjectNode content = body(text, style);
        MatrixHtml.write(content, text, "", rich, TextParts.BYTES);
        return marked(envelope, content);
    }

    /// The content of a replacement ("Event replacements"): the fallback for clients that do not
    /// know replacements, and the new content.
    static ObjectNode replacement(
            Envelope envelope,
            String text,
            @Nullable RichText rich,
            NativeId target,
            Mentions.Told told) {
        ObjectNode content = body("* " + text, Event.Style.CHAT);
        ObjectNode now = body(text, Event.Style.CHAT);
        MatrixHtml.write(content, text, "* ", rich, TextParts.BYTES / 2);
        MatrixHtml.write(now, text, "", rich, TextParts.BYTES / 2);
        told.write(now);
        content.set("m.new_content", now);
        content.putObject("m.relates_to")
                .put("rel_type", "m.replace")
                .put("event_id", target.value());
        return marked(envelope, content);
    }

    /// The content of one reaction ("Event annotations and reactions").
    static ObjectNode reaction(Envelope envelope, String target, String key) {
        ObjectNode content = Json.object();
        content.putObject("m.relates_to")
                .put("rel_type", "m.annotation")
                .put("event_id", target)
                .put("key", key);
        return marked(envelope, content);
    }

    /// A notice, related to an event if one is given.
    static ObjectNode notice(String text, @Nullable String eventId) {
        ObjectNode content = body(text, Event.Style.NOTICE);
        if (eventId != null) {
            content.putObject("m.relates_to").putObject("m.in_reply_to").put("event_id", eventId);
        }
        return content;
    }

    private static ObjectNode body(String text, Event.Style style) {
        String msgtype =
                switch (style) {
                    case CHAT -> "m.text";
                    case EMOTE -> "m.emote";
                    case NOTICE -> "m.notice";
                };
        ObjectNode content = Json.object().put("msgtype", msgtype).put("body", text);
        // Nobody is mentioned: without this key, clients look for names in the text.
        content.putObject("m.mentions");
        return content;
    }

    /// Puts the gateways that the envelope has passed, and its origin, into a content.
    static ObjectNode marked(Envelope envelope, ObjectNode content) {
        ArrayNode hops = content.putArray(HOPS);
        envelope.trail().forEach(hop -> hops.add(hop.toString()));
        if (!envelope.nativeIds().isEmpty()) {
            content.put(ORIGIN, envelope.nativeIds().getFirst().toString());
        }
        return content;
    }
}

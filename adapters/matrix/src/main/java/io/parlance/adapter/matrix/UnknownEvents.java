package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.model.Attachment;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/// What becomes of events that the event model does not know, or that are not as the spec has them:
/// words if they were meant for people, else a counted reason. Pure.
final class UnknownEvents {
    /// Where a text for clients that do not know an event is found, best first: the stable
    /// extensible events, their forerunner MSC1767, and the `body` of the older kind.
    private static final List<String> TEXT_KEYS =
            List.of("m.text", "org.matrix.msc1767.text", "body");

    private static final Set<String> FILES = Set.of("m.image", "m.video", "m.audio", "m.file");

    private UnknownEvents() {}

    static MatrixContent read(MatrixEvent event) {
        String type = event.type();
        if (event.isState()) {
            return new MatrixContent.Skipped("state");
        }
        if (type.equals("m.room.encrypted")) {
            return new MatrixContent.Encrypted();
        }
        if (type.equals("m.room.message")) {
            return message(event.content());
        }
        if (type.startsWith("m.key.") || type.startsWith("org.matrix.call.")) {
            return new MatrixContent.Skipped("signalling");
        }
        if (type.startsWith("m.call.")) {
            return type.equals("m.call.invite")
                    ? new MatrixContent.Shown("📞 calls you; calls cannot cross to your network")
                    : new MatrixContent.Skipped("signalling");
        }
        if (type.equals("m.sticker") && event.content().path("url").isTextual()) {
            return FileContent.read(event.content(), Attachment.Kind.STICKER);
        }
        if (event.content().isEmpty() || type.equals("m.reaction")) {
            return new MatrixContent.Skipped("empty");
        }
        return shown(kind(type), event.content());
    }

    /// A message of a type that is not known, or without what its type needs.
    static MatrixContent message(JsonNode content) {
        String msgtype = Json.text(content, "msgtype");
        if (content.isEmpty()) {
            return new MatrixContent.Skipped("redacted");
        }
        if (msgtype != null && FILES.contains(msgtype) && content.path("url").isTextual()) {
            return FileContent.read(content);
        }
        if ("m.location".equals(msgtype)) {
            return SpotContent.read(content);
        }
        return shown(msgtype == null ? "message" : msgtype, content);
    }

    private static String kind(String type) {
        return switch (type) {
            case "m.sticker" -> "sticker";
            case "m.poll.start", "org.matrix.msc3381.poll.start" -> "poll";
            case "m.poll.response", "org.matrix.msc3381.poll.response" -> "vote in a poll";
            case "m.poll.end", "org.matrix.msc3381.poll.end" -> "end of a poll";
            case "m.beacon", "org.matrix.msc3672.beacon" -> "live location";
            default -> type;
        };
    }

    static MatrixContent shown(String kind, JsonNode content) {
        String text = fallback(content);
        return new MatrixContent.Shown(
                text == null
                        ? "[" + kind + ": to be seen in Matrix only]"
                        : "[" + kind + "] " + text);
    }

    private static @Nullable String fallback(JsonNode content) {
        for (String key : TEXT_KEYS) {
            JsonNode value = content.path(key);
            // Stable extensible events have a list of representations, plain text last.
            JsonNode body =
                    value.isArray() && !value.isEmpty()
                            ? value.get(value.size() - 1).path("body")
                            : value;
            if (body.isTextual() && !body.textValue().isBlank()) {
                return body.textValue();
            }
        }
        return null;
    }
}

package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Location;

import org.jspecify.annotations.Nullable;

/// Places on earth in the contents of events (`m.location`, and MSC3488 as clients send both).
/// Pure.
final class SpotContent {
    private static final String EXTENSIBLE = "org.matrix.msc3488.location";

    private SpotContent() {}

    static MatrixContent read(JsonNode content) {
        String uri = uri(content);
        String body = Json.text(content, "body");
        Location place = uri == null ? null : Location.parse(uri);
        if (place == null || uri == null) {
            return UnknownEvents.shown("location", content);
        }
        String words = body == null || body.isBlank() ? uri : body;
        boolean said = words.contains(uri) || words.contains(uri.substring("geo:".length()));
        return new MatrixContent.Spot("📍 " + (said ? words : words + " (" + uri + ")"), place);
    }

    private static @Nullable String uri(JsonNode content) {
        String uri = Json.text(content, "geo_uri");
        return uri == null ? Json.text(content.path(EXTENSIBLE), "uri") : uri;
    }

    /// The content by which a place is sent; `text` says it in words.
    static ObjectNode write(Location place, String text) {
        ObjectNode content = Json.object().put("msgtype", "m.location");
        content.put("body", text.isBlank() ? place.uri() : text).put("geo_uri", place.uri());
        content.putObject(EXTENSIBLE).put("uri", place.uri()).put("description", text);
        content.putObject("org.matrix.msc3488.asset").put("type", "m.pin");
        content.putObject("m.mentions");
        return content;
    }
}

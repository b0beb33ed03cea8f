package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.conformance.score.cases.Facts;

import java.io.IOException;

/// What a publication shows: the members of its payload, and `kind`, `topic` and `from` by their
/// meaning.
final class MqttFacts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MqttFacts() {}

    /// A payload's members; none if it is plain text.
    static JsonNode members(String payload) throws IOException {
        return payload.startsWith("{") ? JSON.readTree(payload) : JSON.createObjectNode();
    }

    /// @param path the topic below the realm
    static Facts of(String path, JsonNode payload) {
        return new Facts.Builder()
                .json("", payload)
                .add("kind", payload.path("type").asText("text"))
                .add("topic", path)
                .add("from", payload.path("from").path("id").asText())
                .build();
    }
}

package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.conformance.score.cases.Facts;

/// What a publication shows: the members of its payload, and `kind`, `topic` and `from` by their
/// meaning.
final class MqttFacts {
    private MqttFacts() {}

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

package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.conformance.score.cases.Facts;

/// What an event shows: its members, and `kind` and `from` by their meaning.
final class MatrixFacts {
    private MatrixFacts() {}

    static Facts of(JsonNode event) {
        return new Facts.Builder()
                .json("", event)
                .add("kind", event.path("type").asText())
                .add("from", event.path("sender").asText())
                .build();
    }
}

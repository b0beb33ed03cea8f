package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.InvalidValue;
import io.parlance.model.NetworkId;

import java.io.IOException;

/// An event of a transaction, from its bytes to what it says: nothing but our own refusal is
/// thrown.
final class MatrixEventFuzz implements FuzzTarget {
    private static final NetworkId MATRIX = new NetworkId("matrix");

    @Override
    public void read(byte[] input) {
        JsonNode json;
        try {
            json = Json.parse(input);
        } catch (IOException _) {
            return;
        }
        MatrixEvent event = json == null ? null : MatrixEvent.read(json);
        if (event == null) {
            return;
        }
        MatrixCodec.trail(event);
        MatrixContent content = TrixnityEvents.read(event);
        if (content instanceof MatrixContent.Replacement(MatrixContent now)) {
            content = now;
        }
        if (content instanceof MatrixContent.Text(String body, var style, String html)) {
            try {
                MatrixCodec.message(MATRIX, event, body, style, html);
            } catch (InvalidValue _) {
                // Refused in words.
            }
        }
    }
}

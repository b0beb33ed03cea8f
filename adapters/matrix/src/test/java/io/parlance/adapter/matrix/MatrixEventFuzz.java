package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.fuzz.FuzzTarget;
import io.parlance.model.Body;
import io.parlance.model.InvalidValue;

import java.io.IOException;

/// An event of a transaction, from its bytes to what it says: nothing but our own refusal is
/// thrown.
final class MatrixEventFuzz implements FuzzTarget {
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
        if (content instanceof MatrixContent.Text(String body, _, String html)) {
            try {
                Body.of(body, MatrixHtml.read(html));
            } catch (InvalidValue _) {
                // Refused in words.
            }
        }
    }
}

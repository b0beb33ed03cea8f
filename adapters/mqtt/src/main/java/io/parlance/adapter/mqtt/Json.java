package io.parlance.adapter.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// JSON with limits against hostile input: depth, number and name length; nothing after the value.
final class Json {
    /// Payloads of people are flat; devices nest a little.
    private static final int DEPTH = 32;

    /// For writing, and behind the reader.
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH)
                                    .maxNumberLength(100)
                                    .maxNameLength(1024)
                                    .build())
                    .build();

    private static final JsonMapper MAPPER =
            JsonMapper.builder(FACTORY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    private Json() {}

    /// Any JSON value.
    ///
    /// @throws InvalidValue if it is broken, too deep or followed by more; names the place
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null
                            ? ""
                            : " at line "
                                    + e.getLocation().getLineNr()
                                    + ", column "
                                    + e.getLocation().getColumnNr();
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    "The payload starts like JSON but is broken"
                            + place
                            + "; to send it as text, set the content type text/plain.");
        }
    }

    /// The text at `key`; null if it is absent or null.
    ///
    /// @throws InvalidValue if it is no text
    static @Nullable String text(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(key, "must be a text");
        }
        return PayloadText.wellFormed(value.textValue());
    }

    /// The texts in the list at `key`; empty if it is absent.
    static List<String> texts(JsonNode object, String key) {
        JsonNode value = object.get(key);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(key, "must be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw invalid(key, "must be a list of texts");
            }
            texts.add(PayloadText.wellFormed(item.textValue()));
        }
        return texts;
    }

    /// Says what is wrong with `key`.
    static InvalidValue invalid(String key, String why) {
        return new InvalidValue(FailureReason.CONTENT_INVALID, "`" + key + "` " + why + ".");
    }
}

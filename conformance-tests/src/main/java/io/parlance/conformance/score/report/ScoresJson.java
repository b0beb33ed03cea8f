package io.parlance.conformance.score.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.parlance.conformance.score.cases.StrictMap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Results as JSON, to be kept and compared.
public final class ScoresJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ScoresJson() {}

    /// Writes.
    public static void write(Path file, Scores scores) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(scores) + "\n");
    }

    /// Reads what [#write] wrote.
    public static Scores read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), Scores.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new StrictMap.Fault(
                    file + " holds no results; write one with --json. " + e.getOriginalMessage());
        }
    }
}

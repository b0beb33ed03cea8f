package io.parlance.conformance.score.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The verdicts of an earlier run, which a later one must not fall below.
///
/// @param verdicts the key of a cell to its verdict
public record Baseline(Map<String, Verdict> verdicts) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /// Copies the map.
    public Baseline {
        verdicts = Map.copyOf(verdicts);
    }

    /// The verdicts of a run.
    public static Baseline of(Scores scores) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        scores.cells().forEach(cell -> verdicts.put(cell.key(), cell.verdict()));
        return new Baseline(verdicts);
    }

    /// Reads what [#write] wrote.
    public static Baseline read(Path file) throws IOException {
        try {
            return new Baseline(JSON.readValue(Files.readString(file), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new StrictMap.Fault(
                    file + " is no baseline; make one with --write-baseline. " + e.getMessage());
        }
    }

    /// Writes, sorted, so that changes are read in a diff.
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(new TreeMap<>(verdicts)) + "\n");
    }

    /// The cells that are worse than here. A cell that is not here was never promised.
    public List<Cell> worse(Scores scores) {
        return scores.cells().stream().filter(this::worse).toList();
    }

    /// Whether a cell is worse than here.
    public boolean worse(Cell cell) {
        Verdict before = verdicts.get(cell.key());
        return before != null && cell.verdict().worseThan(before);
    }

    /// The verdict of a cell here, in words.
    public String before(Cell cell) {
        return String.valueOf(verdicts.get(cell.key()));
    }
}

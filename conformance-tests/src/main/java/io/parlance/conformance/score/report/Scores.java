package io.parlance.conformance.score.report;

import io.parlance.conformance.score.cases.Verdict;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a run found.
///
/// @param target the bridge's name
/// @param at when, ISO 8601
/// @param seconds how long the cases took
/// @param features the cases, in the order of the tables
/// @param cells all squares
public record Scores(
        String target, String at, double seconds, List<Feature> features, List<Cell> cells) {
    /// Copies the lists.
    public Scores {
        features = List.copyOf(features);
        cells = List.copyOf(cells);
    }

    /// A case, for the tables.
    ///
    /// @param spec network to where its form is defined
    public record Feature(String id, String title, Map<String, String> spec) {
        /// Copies the map.
        public Feature {
            spec = Map.copyOf(spec);
        }
    }

    /// The pairs of networks, in the order of the run.
    public List<String> pairs() {
        return cells.stream().map(Cell::pair).distinct().toList();
    }

    /// How many squares have each verdict.
    public Map<Verdict, Long> counts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, cells.stream().filter(c -> c.verdict() == verdict).count());
        }
        return counts;
    }

    /// `412 native, 61 fallback, …`.
    public String summary() {
        Map<Verdict, Long> counts = counts();
        return "%d native, %d fallback, %d lost, %d wrong, %d not applicable"
                .formatted(
                        counts.get(Verdict.NATIVE),
                        counts.get(Verdict.FALLBACK),
                        counts.get(Verdict.LOST),
                        counts.get(Verdict.WRONG),
                        counts.get(Verdict.NOT_APPLICABLE));
    }

    /// The squares of one pair and feature: for direct messages and rooms.
    public List<Cell> cells(String pair, String feature) {
        return cells.stream()
                .filter(c -> c.pair().equals(pair) && c.feature().equals(feature))
                .toList();
    }
}

package io.parlance.conformance.score.report;

import io.parlance.conformance.score.cases.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// The mapping tables, as a run found them.
public final class Markdown {
    private static final int QUOTE = 120;

    private Markdown() {}

    /// Writes.
    public static void write(Path file, Scores scores) throws IOException {
        Files.writeString(file, text(scores));
    }

    static String text(Scores scores) {
        StringBuilder out = new StringBuilder();
        out.append("# What crosses\n\n");
        out.append("How ").append(scores.target());
        out.append(" scored, feature by feature, pair by pair; written by\n");
        out.append("`./parlance conformance --markdown`. ").append(scores.summary());
        out.append(".\n\nIn each cell: direct messages, then rooms. **N** native, F fallback to ");
        out.append("text, **L** lost, **W** wrong, – not applicable, · not tried.\n");
        for (String from : scores.cells().stream().map(Cell::from).distinct().toList()) {
            table(out, scores, from);
        }
        out.append("\n## Where each form is defined\n\n| feature | ");
        List<String> networks =
                scores.features().stream()
                        .flatMap(f -> new TreeMap<>(f.spec()).keySet().stream())
                        .distinct()
                        .toList();
        out.append(String.join(" | ", networks)).append(" |\n|---|");
        out.append("---|".repeat(networks.size())).append('\n');
        for (Scores.Feature feature : scores.features()) {
            out.append("| ").append(feature.title()).append(" |");
            networks.forEach(
                    n -> out.append(' ').append(feature.spec().getOrDefault(n, "")).append(" |"));
            out.append('\n');
        }
        fallbacks(out, scores);
        return out.toString();
    }

    private static void table(StringBuilder out, Scores scores, String from) {
        List<String> pairs =
                scores.pairs().stream().filter(pair -> pair.startsWith(from + "-")).toList();
        out.append("\n## From ").append(from).append("\n\n| feature |");
        pairs.forEach(
                pair -> out.append(" to ").append(pair.substring(from.length() + 1)).append(" |"));
        out.append("\n|---|").append("---|".repeat(pairs.size())).append('\n');
        for (Scores.Feature feature : scores.features()) {
            out.append("| ").append(feature.title()).append(" |");
            for (String pair : pairs) {
                List<Cell> cells = scores.cells(pair, feature.id());
                out.append(' ').append(letter(cells, "direct"));
                out.append(' ').append(letter(cells, "room")).append(" |");
            }
            out.append('\n');
        }
    }

    static String letter(List<Cell> cells, String where) {
        return cells.stream()
                .filter(cell -> cell.where().equals(where))
                .map(
                        cell ->
                                switch (cell.verdict()) {
                                    case NATIVE, LOST, WRONG ->
                                            "**" + cell.verdict().letter() + "**";
                                    case FALLBACK -> "F";
                                    case NOT_APPLICABLE -> "–";
                                })
                .findFirst()
                .orElse("·");
    }

    private static void fallbacks(StringBuilder out, Scores scores) {
        out.append("\n## What is read instead\n\nOne example each.\n\n");
        out.append("| feature | to | is read |\n|---|---|---|\n");
        for (Scores.Feature feature : scores.features()) {
            for (String to : scores.cells().stream().map(Cell::to).distinct().toList()) {
                scores.cells().stream()
                        .filter(c -> c.verdict() == Verdict.FALLBACK)
                        .filter(c -> c.feature().equals(feature.id()) && c.to().equals(to))
                        .findFirst()
                        .ifPresent(c -> example(out, feature, c));
            }
        }
    }

    private static void example(StringBuilder out, Scores.Feature feature, Cell cell) {
        // What differs from run to run would make every diff unreadable.
        String text =
                Text.markdown(cell.quote())
                        .replaceAll("t[0-9a-z]{8,9}\\b", "…")
                        .replaceAll("https?://\\S+", "https://…");
        String quote = text.length() > QUOTE ? text.substring(0, QUOTE) + "…" : text;
        out.append("| ").append(feature.title()).append(" | ").append(cell.to());
        out.append(" | `").append(quote).append("` |\n");
    }
}

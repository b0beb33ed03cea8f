package io.parlance.conformance.score.report;

import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The matrix of one or several runs in few columns, between two marks of a Markdown file.
public final class Readme {
    private static final String BEGIN = "<!-- scorecard: begin -->";
    private static final String END = "<!-- scorecard: end -->";
    private static final Map<String, String> LETTERS =
            Map.of("xmpp", "x", "matrix", "m", "mqtt", "q", "mail", "e");

    private Readme() {}

    /// Replaces what stands between the marks of `file`.
    public static void write(Path file, List<Scores> all) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new StrictMap.Fault(
                    file + " lacks the lines '" + BEGIN + "' and '" + END + "', in this order.");
        }
        Files.writeString(
                file,
                text.substring(0, begin + BEGIN.length()) + "\n" + text(all) + text.substring(end));
    }

    static String text(List<Scores> all) {
        StringBuilder out = new StringBuilder();
        out.append("Each cell: direct messages, then rooms. **N** native, F fallback to readable ");
        out.append("text, **L** lost, **W** wrong,\n– not applicable, · not tried. ");
        out.append("x XMPP, m Matrix, q MQTT, e mail.\n");
        for (Scores scores : all) {
            out.append("\n**").append(scores.target()).append("**: ").append(scores.summary());
            out.append(".\n");
        }
        out.append("\n| |");
        each(all, out, (scores, pair) -> " " + head(scores, pair, all.size() > 1) + " |");
        out.append("\n|---|");
        each(all, out, (_, _) -> "---|");
        out.append('\n');
        Set<Scores.Feature> features = new LinkedHashSet<>();
        all.forEach(scores -> features.addAll(scores.features()));
        for (Scores.Feature feature : features) {
            out.append("| ").append(feature.title()).append(" |");
            each(all, out, (scores, pair) -> " " + cell(scores.cells(pair, feature.id())) + " |");
            out.append('\n');
        }
        out.append("| **native of all that applies** |");
        each(all, out, (scores, pair) -> " " + share(scores, pair) + " |");
        return out.append('\n').toString();
    }

    private interface Column {
        String of(Scores scores, String pair);
    }

    private static void each(List<Scores> all, StringBuilder out, Column column) {
        all.forEach(s -> s.pairs().forEach(pair -> out.append(column.of(s, pair))));
    }

    private static String head(Scores scores, String pair, boolean named) {
        String[] ends = pair.split("-", 2);
        String shown = letter(ends[0]) + "→" + letter(ends[1]);
        return named ? shown + "<br>" + scores.target().split(" ", -1)[0] : shown;
    }

    private static String letter(String network) {
        return LETTERS.getOrDefault(network, network);
    }

    private static String cell(List<Cell> cells) {
        return Markdown.letter(cells, "direct") + " " + Markdown.letter(cells, "room");
    }

    private static String share(Scores scores, String pair) {
        List<Cell> cells =
                scores.cells().stream()
                        .filter(c -> c.pair().equals(pair))
                        .filter(c -> c.verdict() != Verdict.NOT_APPLICABLE)
                        .toList();
        long whole = cells.stream().filter(c -> c.verdict() == Verdict.NATIVE).count();
        return whole + "/" + cells.size();
    }
}

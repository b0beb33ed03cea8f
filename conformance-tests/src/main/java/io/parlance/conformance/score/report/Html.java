package io.parlance.conformance.score.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Results of one or several runs as one page without anything from elsewhere: pairs × features,
/// and behind each cell its evidence.
public final class Html {
    private Html() {}

    /// What a click on a cell shows.
    private record Evidence(String target, Cell cell) {}

    /// Writes.
    ///
    /// @param all the runs to be shown beside each other
    public static void write(Path file, List<Scores> all) throws IOException {
        Files.writeString(file, text(all));
    }

    static String text(List<Scores> all) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Scores scores : all) {
            body.append("<p><b>").append(Text.xml(scores.target())).append("</b> ");
            body.append(Text.xml(scores.at())).append(": ").append(scores.summary());
            body.append(".</p>\n");
        }
        List<Evidence> evidence = new ArrayList<>();
        Set<String> pairs = new LinkedHashSet<>();
        all.forEach(scores -> pairs.addAll(scores.pairs()));
        body.append("<div class=wide><table>\n<tr><th></th>");
        pairs.forEach(
                pair ->
                        body.append("<th>")
                                .append(Text.xml(pair.replace("-", " → ")))
                                .append("</th>"));
        body.append("</tr>\n");
        for (Scores.Feature feature : features(all)) {
            body.append("<tr><th title=\"").append(Text.xml(spec(feature))).append("\">");
            body.append(Text.xml(feature.title())).append("</th>");
            for (String pair : pairs) {
                body.append("<td>");
                for (Scores scores : all) {
                    body.append("<div title=\"").append(Text.xml(scores.target())).append("\">");
                    cells(body, scores, pair, feature, evidence);
                    body.append("</div>");
                }
                body.append("</td>");
            }
            body.append("</tr>\n");
        }
        body.append("</table></div>\n");
        for (int i = 0; i < evidence.size(); i++) {
            dialog(body, i, evidence.get(i));
        }
        return page().replace("@BODY@", body);
    }

    private static Set<Scores.Feature> features(List<Scores> all) {
        Set<Scores.Feature> features = new LinkedHashSet<>();
        all.forEach(scores -> features.addAll(scores.features()));
        return features;
    }

    private static String spec(Scores.Feature feature) {
        StringBuilder text = new StringBuilder();
        feature.spec()
                .forEach(
                        (network, spec) ->
                                text.append(network).append(": ").append(spec).append("\n"));
        return text.toString();
    }

    private static void cells(
            StringBuilder body,
            Scores scores,
            String pair,
            Scores.Feature feature,
            List<Evidence> evidence) {
        for (String where : new String[] {"direct", "room"}) {
            Cell found =
                    scores.cells(pair, feature.id()).stream()
                            .filter(cell -> cell.where().equals(where))
                            .findFirst()
                            .orElse(null);
            if (found == null) {
                body.append("<span class=none>·</span>");
                continue;
            }
            body.append("<button class=").append(found.verdict().name());
            body.append(" onclick=\"show(").append(evidence.size()).append(")\" title=\"");
            body.append(where).append("\">").append(found.verdict().letter()).append("</button>");
            evidence.add(new Evidence(scores.target(), found));
        }
    }

    private static void dialog(StringBuilder body, int number, Evidence evidence) {
        Cell cell = evidence.cell();
        body.append("<dialog id=e").append(number).append("><form method=dialog>");
        body.append("<button>close</button></form><h2>");
        body.append(Text.xml(evidence.target() + ", " + cell.key()));
        body.append(": <span class=").append(cell.verdict().name()).append('>');
        body.append(cell.verdict()).append("</span></h2>");
        if (cell.millis() >= 0) {
            body.append("<p>after ").append(cell.millis()).append(" ms</p>");
        }
        String title =
                switch (cell.verdict()) {
                    case NATIVE, FALLBACK -> "read";
                    case LOST, WRONG, NOT_APPLICABLE -> "why";
                };
        block(body, title, cell.quote());
        block(body, "sent", cell.sent());
        cell.arrived().forEach(raw -> block(body, "arrived", raw));
        body.append("</dialog>\n");
    }

    private static void block(StringBuilder body, String title, String text) {
        if (!text.isEmpty()) {
            body.append("<h3>").append(title).append("</h3><pre>").append(Text.xml(text));
            body.append("</pre>");
        }
    }

    private static String page() throws IOException {
        try (InputStream in =
                Html.class.getResourceAsStream("/io/parlance/conformance/scorecard.html")) {
            if (in == null) {
                throw new IOException("scorecard.html is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

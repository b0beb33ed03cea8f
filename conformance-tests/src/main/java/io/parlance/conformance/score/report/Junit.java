package io.parlance.conformance.score.report;

import io.parlance.conformance.score.cases.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Results as JUnit XML: a suite for each pair, a test for each cell. What is lost or wrong fails,
/// unless a baseline says that it was so before.
public final class Junit {
    private Junit() {}

    /// Writes.
    ///
    /// @param worse the cells that fail; with no baseline, those that are lost or wrong
    public static void write(Path file, Scores scores, List<Cell> worse) throws IOException {
        Files.writeString(file, text(scores, worse));
    }

    static String text(Scores scores, List<Cell> worse) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"").append(Text.xml(scores.target())).append("\">\n");
        for (String pair : scores.pairs()) {
            List<Cell> cells = scores.cells().stream().filter(c -> c.pair().equals(pair)).toList();
            xml.append(
                    String.format(
                            Locale.ROOT,
                            "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\""
                                    + " skipped=\"%d\">%n",
                            Text.xml(pair),
                            cells.size(),
                            cells.stream().filter(worse::contains).count(),
                            cells.stream()
                                    .filter(c -> c.verdict() == Verdict.NOT_APPLICABLE)
                                    .count()));
            cells.forEach(cell -> test(xml, cell, worse.contains(cell)));
            xml.append("  </testsuite>\n");
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void test(StringBuilder xml, Cell cell, boolean failed) {
        xml.append(
                String.format(
                        Locale.ROOT,
                        "    <testcase classname=\"%s\" name=\"%s (%s)\" time=\"%.3f\">%n",
                        Text.xml(cell.pair()),
                        Text.xml(cell.feature()),
                        cell.where(),
                        Math.max(0, cell.millis()) / 1000.0));
        if (failed) {
            xml.append("      <failure message=\"").append(cell.verdict()).append(": ");
            xml.append(Text.xml(cell.quote())).append("\"/>\n");
        } else if (cell.verdict() == Verdict.NOT_APPLICABLE) {
            xml.append("      <skipped message=\"").append(Text.xml(cell.quote())).append("\"/>\n");
        }
        String evidence =
                "verdict: %s%nread: %s%nsent: %s%narrived: %s"
                        .formatted(
                                cell.verdict(),
                                cell.quote(),
                                cell.sent(),
                                String.join("\n", cell.arrived()));
        xml.append("      <system-out>").append(Text.xml(evidence));
        xml.append("</system-out>\n    </testcase>\n");
    }
}

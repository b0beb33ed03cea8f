package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.cli.Paint;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Baseline;
import io.parlance.conformance.score.report.Cell;
import io.parlance.conformance.score.report.Html;
import io.parlance.conformance.score.report.Junit;
import io.parlance.conformance.score.report.Markdown;
import io.parlance.conformance.score.report.Readme;
import io.parlance.conformance.score.report.Scores;
import io.parlance.conformance.score.report.ScoresJson;
import io.parlance.conformance.score.report.Table;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

class ReportsTest {
    private static final String HOSTILE = "]]></pre><script>alert(1)</script>\u0000\uFFFE|`\n\"'";
    private static final Cell EDIT = cell("edit", "direct", Verdict.FALLBACK, HOSTILE);
    private static final Cell LOST = cell("edit", "room", Verdict.LOST, "Nothing arrived.");
    private static final Scores SCORES =
            new Scores(
                    "A <bridge>",
                    "2026-01-02T03:04:05Z",
                    1.5,
                    List.of(
                            new Scores.Feature("edit", "Edit", Map.of("xmpp", "XEP-0308")),
                            new Scores.Feature("typing", "Typing", Map.of())),
                    List.of(
                            EDIT,
                            LOST,
                            cell("typing", "direct", Verdict.NOT_APPLICABLE, "no form")));

    @TempDir Path folder;

    private static Cell cell(String feature, String where, Verdict verdict, String quote) {
        return new Cell(
                "xmpp", "mail", where, feature, verdict, quote, HOSTILE, List.of(HOSTILE), 12);
    }

    @Test
    void jsonIsReadAsItWasWritten() throws Exception {
        Path file = folder.resolve("s.json");
        ScoresJson.write(file, SCORES);
        assertThat(ScoresJson.read(file)).isEqualTo(SCORES);
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> ScoresJson.read(file)).isInstanceOf(StrictMap.Fault.class);
    }

    @Test
    void junitIsXmlAndFailsWhatFails() throws Exception {
        Path file = folder.resolve("s.xml");
        Junit.write(file, SCORES, List.of(LOST));
        Document xml =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile());
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void thePageShowsEvidenceAndRunsNothingOfIt() throws Exception {
        Path file = folder.resolve("s.html");
        Html.write(file, List.of(SCORES, SCORES));
        String page = Files.readString(file);
        assertThat(page)
                .contains("xmpp → mail")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert")
                .doesNotContain("<bridge>")
                .doesNotContain("src=")
                .doesNotContain("@BODY@");
        assertThat(page.split("<dialog ", -1)).hasSize(2 * SCORES.cells().size() + 1);
    }

    @Test
    void theTablesSayWhatIsRead() throws Exception {
        Path file = folder.resolve("s.md");
        Markdown.write(file, SCORES);
        assertThat(Files.readString(file))
                .contains("| Edit | F **L** |")
                .contains("| Typing | – · |")
                .contains("XEP-0308")
                .contains("| Edit | mail | `]]></pre>");
    }

    @Test
    void theReadmeIsRewrittenBetweenItsMarks() throws Exception {
        Path file = folder.resolve("r.md");
        String begin = "<!-- scorecard: begin -->";
        String end = "<!-- scorecard: end -->";
        Files.writeString(file, "before\n" + begin + "\nold\n" + end + "\nafter\n");
        Readme.write(file, List.of(SCORES, SCORES));
        String text = Files.readString(file);
        assertThat(text)
                .startsWith("before\n" + begin + "\n")
                .endsWith(end + "\nafter\n")
                .contains("| | x→e<br>A | x→e<br>A |")
                .contains("| Edit | F **L** | F **L** |")
                .contains("| 0/2 | 0/2 |")
                .doesNotContain("old");
        Readme.write(file, List.of(SCORES, SCORES));
        assertThat(Files.readString(file)).isEqualTo(text);
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> Readme.write(file, List.of(SCORES)))
                .isInstanceOf(StrictMap.Fault.class)
                .hasMessageContaining(begin);
    }

    @Test
    void aBaselineTellsWhatIsWorse() throws Exception {
        Path file = folder.resolve("b.json");
        Baseline.of(SCORES).write(file);
        Baseline baseline = Baseline.read(file);
        assertThat(baseline.worse(SCORES)).isEmpty();
        Cell worse = EDIT.judged(Verdict.LOST, "gone");
        Cell better = LOST.judged(Verdict.NATIVE, "");
        Cell unknown = cell("new", "direct", Verdict.LOST, "");
        Scores later =
                new Scores("x", "now", 1, SCORES.features(), List.of(worse, better, unknown));
        assertThat(baseline.worse(later)).containsExactly(worse);
    }

    @Test
    void aRowIsPrintedWhenItIsWhole() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Table table =
                new Table(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new Paint(false),
                        SCORES.features(),
                        List.of("xmpp-mail"));
        table.expect("edit", 2);
        table.add(EDIT);
        assertThat(out.size()).isZero();
        table.add(LOST);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("Edit" + " ".repeat(28) + "FL\n");
    }
}

package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.cli.Paint;
import io.parlance.conformance.lab.Root;
import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.CaseFiles;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.cases.StrictMap;
import io.parlance.conformance.score.cases.Verdict;
import io.parlance.conformance.score.report.Cell;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The wire of a run over real servers, judged without them.
class RecordingTest {
    private static final Path KEPT =
            Root.folder().resolve("conformance-tests/src/test/resources/io/parlance/recording");

    @TempDir Path folder;

    @Test
    void theSameWireIsJudgedTheSameWay() throws Exception {
        Recording recording = Recording.read(KEPT);
        Recording read = recording.reread();
        assertThat(read.differing(recording)).isZero();
        List<Cell> again = read.judged(CaseFiles.all());
        assertThat(again.stream().filter(cell -> cell.verdict() == Verdict.NATIVE)).isNotEmpty();
        for (int i = 0; i < again.size(); i++) {
            Cell before = recording.entries().get(i).cell();
            assertThat(again.get(i).verdict()).as(before.key()).isEqualTo(before.verdict());
        }
    }

    /// A judge that always said the same would pass the other test.
    @Test
    void withoutItsArrivalsEverythingIsLost() throws Exception {
        Recording whole = Recording.read(KEPT);
        Map<String, List<Arrival>> silence = new LinkedHashMap<>();
        whole.arrivals()
                .forEach(
                        (network, all) ->
                                silence.put(network, all.stream().map(this::dumb).toList()));
        Map<String, Case> cases = CaseFiles.all();
        assertThat(new Recording(whole.about(), whole.entries(), silence).judged(cases))
                .filteredOn(cell -> cell.verdict() != Verdict.NOT_APPLICABLE)
                .isNotEmpty()
                .allMatch(cell -> cell.verdict() == Verdict.LOST);
    }

    /// The verdict follows from the wire, and not from what was made of it then.
    @Test
    void whatTheWireShowsIsReadAnew() throws Exception {
        Recording whole = Recording.read(KEPT);
        Map<String, List<Arrival>> blank = new LinkedHashMap<>();
        whole.arrivals()
                .forEach(
                        (network, all) ->
                                blank.put(network, all.stream().map(this::blank).toList()));
        Recording kept = new Recording(whole.about(), whole.entries(), blank);
        Recording read = kept.reread();
        assertThat(read.differing(kept)).isEqualTo(read.size());
        assertThat(read.judged(CaseFiles.all()))
                .noneMatch(cell -> cell.verdict() == Verdict.NATIVE);
    }

    private Arrival blank(Arrival each) {
        String raw = each.raw().startsWith("<") ? "<message xmlns='jabber:client'/>" : "{}";
        return new Arrival(
                each.nanos(), each.room(), each.id(), each.ref(), each.text(), raw, each.facts());
    }

    private Arrival dumb(Arrival each) {
        return new Arrival(each.nanos(), each.room(), "", "", "", "", new Facts(Map.of()));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Recording recording = Recording.read(KEPT);
        recording.write(folder);
        assertThat(Recording.read(folder)).isEqualTo(recording);
        PrintStream out = new PrintStream(OutputStream.nullOutputStream());
        Scorecard.Wishes none =
                new Scorecard.Wishes(
                        List.of(), List.of(), null, null, null, null, null, null, null, null);
        assertThat(new Scorecard(out, new Paint(false), none).replay(folder)).isZero();
        Files.delete(folder.resolve("run.json"));
        assertThatThrownBy(() -> Recording.read(folder)).isInstanceOf(StrictMap.Fault.class);
    }
}

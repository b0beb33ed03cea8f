package io.parlance.conformance.score;

import io.parlance.cli.Paint;
import io.parlance.conformance.lab.Root;
import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Case;
import io.parlance.conformance.score.cases.CaseFiles;
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
import io.parlance.conformance.score.target.Account;
import io.parlance.conformance.score.target.House;
import io.parlance.conformance.score.target.Target;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One use of the scorecard: starts what the target file asks for, runs the cases, and writes what
/// was wished.
public final class Scorecard {
    private final PrintStream out;
    private final Paint paint;
    private final Wishes wishes;

    /// What the command line asks for.
    ///
    /// @param only ids of cases, empty for all
    /// @param pairs `xmpp-matrix`, empty for all
    public record Wishes(
            List<String> only,
            List<String> pairs,
            @Nullable Path json,
            @Nullable Path html,
            @Nullable Path junit,
            @Nullable Path markdown,
            @Nullable Path readme,
            @Nullable Path record,
            @Nullable Path baseline,
            @Nullable Path writeBaseline) {
        /// Copies the lists.
        public Wishes {
            only = List.copyOf(only);
            pairs = List.copyOf(pairs);
        }
    }

    /// A scorecard that prints to `out`.
    public Scorecard(PrintStream out, Paint paint, Wishes wishes) {
        this.out = out;
        this.paint = paint;
        this.wishes = wishes;
    }

    /// Lists the cases.
    public void list() throws IOException {
        for (Case each : CaseFiles.all().values()) {
            if (!each.where().isEmpty()) {
                String where = String.join(", ", each.where().stream().sorted().toList());
                out.printf(Locale.ROOT, "%-12s %-34s %s%n", each.id(), each.title(), where);
                out.println(paint.dim("             " + each.spec()));
            }
        }
    }

    /// Shows earlier results beside each other.
    ///
    /// @return the exit code
    public int compare(List<Path> files) throws IOException {
        List<Scores> all = new ArrayList<>();
        for (Path file : files) {
            all.add(ScoresJson.read(file));
        }
        for (Scores scores : all) {
            out.println(paint.bold(scores.target()) + "  " + scores.at());
            new Table(out, paint, scores.features(), scores.pairs()).all(scores);
            out.println(scores.summary());
            out.println();
        }
        if (wishes.html() != null) {
            Html.write(wishes.html(), all);
        }
        if (wishes.readme() != null) {
            Readme.write(wishes.readme(), all);
        }
        return 0;
    }

    /// Reads a recorded wire and judges it again; no server is needed.
    ///
    /// @return the exit code
    public int replay(Path folder) throws IOException {
        Map<String, Case> cases = CaseFiles.all();
        Recording kept = Recording.read(folder);
        Recording recording = kept.reread();
        Scores about = recording.about();
        List<Case> known =
                about.features().stream()
                        .map(f -> cases.get(f.id()))
                        .filter(c -> c != null)
                        .toList();
        List<String> pairs =
                recording.entries().stream().map(e -> e.cell().pair()).distinct().toList();
        Scores scores = scores(about, recording.judged(cases), pairs, known);
        new Table(out, paint, scores.features(), pairs).all(scores);
        progress(
                "%,d arrivals were read from their wire, %,d otherwise than when they were recorded."
                        .formatted(recording.size(), recording.differing(kept)));
        Baseline before = wishes.baseline() == null ? null : Baseline.read(wishes.baseline());
        return report(scores, before);
    }

    private static Scores scores(
            Scores about, List<Cell> cells, List<String> pairs, List<Case> cases) {
        return new Scores(
                about.target(),
                about.at(),
                about.seconds(),
                about.features(),
                sorted(cells, pairs, cases));
    }

    /// Scores a bridge.
    ///
    /// @param target a target file, or the name of one that comes with the project
    /// @return the exit code
    public int score(String target) throws Exception {
        Path file = file(target);
        String yaml = Files.readString(file);
        Map<String, Case> cases = CaseFiles.all();
        List<Case> chosen = chosen(cases);
        Target head = Target.head(file.toString(), yaml);
        // Read before the servers start: its fault should not cost a minute.
        Baseline before = wishes.baseline() == null ? null : Baseline.read(wishes.baseline());
        progress(head.lab().equals("none") ? "Logging in …" : "Starting servers …");
        House house = House.open(head);
        Thread hook = new Thread(() -> close(house), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        Scores scores;
        try {
            Target whole = Target.whole(file.toString(), yaml, house.values());
            scores = run(whole, house, cases, chosen, before);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
            house.close();
        }
        return report(scores, before);
    }

    private Scores run(
            Target target,
            House house,
            Map<String, Case> cases,
            List<Case> chosen,
            @Nullable Baseline before)
            throws Exception {
        try (Stage stage = Stage.open(target.accounts(), cases)) {
            progress("Getting acquainted …");
            new Acquaintance(stage, this::progress).make(target, house);
            List<Scores.Feature> features =
                    chosen.stream()
                            .map(c -> new Scores.Feature(c.id(), c.title(), c.spec()))
                            .toList();
            List<String> pairs = pairs(target.accounts());
            Table table = new Table(out, paint, features, pairs);
            chosen.forEach(c -> table.expect(c.id(), pairs.size() * c.where().size()));
            table.head();
            long begun = System.nanoTime();
            List<Recording.Entry> entries =
                    new Run(
                                    stage,
                                    pairs::contains,
                                    table::add,
                                    cell -> before != null && before.worse(cell))
                            .of(chosen);
            double seconds = (System.nanoTime() - begun) / 1e9;
            String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            Scores about = new Scores(target.name(), at, seconds, features, List.of());
            record(about, entries, stage);
            List<Cell> cells = entries.stream().map(Recording.Entry::cell).toList();
            return scores(about, cells, pairs, chosen);
        }
    }

    private static List<Cell> sorted(List<Cell> cells, List<String> pairs, List<Case> cases) {
        List<String> ids = cases.stream().map(Case::id).toList();
        return cells.stream()
                .sorted(
                        Comparator.comparingInt((Cell c) -> pairs.indexOf(c.pair()))
                                .thenComparingInt(c -> ids.indexOf(c.feature()))
                                .thenComparing(Cell::where))
                .toList();
    }

    private int report(Scores scores, @Nullable Baseline before) throws IOException {
        out.println();
        out.printf(
                Locale.ROOT,
                "%s: %s, in %.0f s.%n",
                scores.target(),
                scores.summary(),
                scores.seconds());
        List<Cell> bad = scores.cells().stream().filter(Scorecard::bad).toList();
        List<Cell> failing = before == null ? bad : before.worse(scores);
        write(scores, failing);
        if (before == null) {
            bad.forEach(cell -> tell(cell, ""));
            return 0;
        }
        failing.forEach(cell -> tell(cell, "was " + before.before(cell) + ", is "));
        out.println(
                failing.isEmpty()
                        ? paint.green("Nothing is worse than the baseline.")
                        : paint.red(failing.size() + " cells are worse than the baseline."));
        return failing.isEmpty() ? 0 : 1;
    }

    private static boolean bad(Cell cell) {
        return cell.verdict() == Verdict.LOST || cell.verdict() == Verdict.WRONG;
    }

    private void tell(Cell cell, String before) {
        String quote = Paint.harmless(cell.quote());
        String cut = quote.length() > 110 ? quote.substring(0, 110) + "…" : quote;
        out.println(
                "  "
                        + paint.bold(cell.key())
                        + ": "
                        + before
                        + cell.verdict()
                        + "  "
                        + paint.dim(cut));
    }

    private void write(Scores scores, List<Cell> failing) throws IOException {
        if (wishes.json() != null) {
            ScoresJson.write(wishes.json(), scores);
        }
        if (wishes.html() != null) {
            Html.write(wishes.html(), List.of(scores));
        }
        if (wishes.junit() != null) {
            Junit.write(wishes.junit(), scores, failing);
        }
        if (wishes.markdown() != null) {
            Markdown.write(wishes.markdown(), scores);
        }
        if (wishes.readme() != null) {
            Readme.write(wishes.readme(), List.of(scores));
        }
        if (wishes.writeBaseline() != null) {
            Baseline.of(scores).write(wishes.writeBaseline());
        }
    }

    private void record(Scores about, List<Recording.Entry> entries, Stage stage)
            throws IOException {
        if (wishes.record() == null) {
            return;
        }
        Map<String, List<Arrival>> arrivals = new LinkedHashMap<>();
        for (Account each : stage.accounts()) {
            arrivals.put(each.network(), stage.arrivals(each.network()));
        }
        new Recording(about, entries, arrivals).write(wishes.record());
    }

    private List<Case> chosen(Map<String, Case> cases) {
        for (String id : wishes.only()) {
            if (!cases.containsKey(id)) {
                throw new StrictMap.Fault(
                        "There is no case '"
                                + id
                                + "'; there are "
                                + String.join(", ", cases.keySet()));
            }
        }
        return cases.values().stream()
                .filter(c -> !c.where().isEmpty())
                .filter(c -> wishes.only().isEmpty() || wishes.only().contains(c.id()))
                .toList();
    }

    private List<String> pairs(List<Account> accounts) {
        List<String> all = new ArrayList<>();
        for (Account from : accounts) {
            for (Account to : accounts) {
                if (!from.equals(to)) {
                    all.add(from.network() + "-" + to.network());
                }
            }
        }
        for (String pair : wishes.pairs()) {
            if (!all.contains(pair)) {
                throw new StrictMap.Fault("There is no pair '" + pair + "'; there are " + all);
            }
        }
        return wishes.pairs().isEmpty() ? all : wishes.pairs();
    }

    private static Path file(String target) {
        Path given = Path.of(target);
        Path shipped = Root.folder().resolve("conformance-tests/targets/" + target + ".yaml");
        if (!Files.exists(given) && !Files.exists(shipped)) {
            throw new StrictMap.Fault(
                    target + " is no file, and no target in conformance-tests/targets.");
        }
        // A bare name is that of a shipped target first: `parlance` is the launcher's, too.
        return Files.exists(shipped) ? shipped : given;
    }

    private void progress(String text) {
        out.println(paint.dim("· " + text));
    }

    private static void close(House house) {
        try {
            house.close();
        } catch (IOException e) {
            System.err.println("parlance: not everything could be cleaned up: " + e.getMessage());
        }
    }
}

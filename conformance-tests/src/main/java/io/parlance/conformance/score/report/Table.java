package io.parlance.conformance.score.report;

import io.parlance.cli.Paint;
import io.parlance.conformance.score.cases.Verdict;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The scorecard on a terminal: a row for each feature, printed as soon as all its cells are known,
/// a column for each pair with two letters, for direct messages and for rooms. Thread-safe.
public final class Table {
    private final PrintStream out;
    private final Paint paint;
    private final Map<String, String> titles = new LinkedHashMap<>();
    private final List<String> pairs;
    private final Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
    private final Map<String, Integer> expected = new LinkedHashMap<>();

    /// A table of these features and pairs.
    public Table(PrintStream out, Paint paint, List<Scores.Feature> features, List<String> pairs) {
        this.out = out;
        this.paint = paint;
        this.pairs = List.copyOf(pairs);
        features.forEach(each -> titles.put(each.id(), each.title()));
    }

    /// Prints what the columns are.
    public void head() {
        out.println(
                "Each cell: direct messages, then rooms. "
                        + paint.green("N")
                        + " native  "
                        + paint.yellow("F")
                        + " fallback  "
                        + paint.red("L")
                        + " lost  "
                        + paint.magenta("W")
                        + " wrong  - not applicable  · not tried");
        out.println();
        for (int line = 0; line < 2; line++) {
            StringBuilder head = new StringBuilder(" ".repeat(32));
            for (String pair : pairs) {
                String[] ends = pair.split("-", 2);
                head.append(pad(line == 0 ? ends[0] : "→" + ends[1], 8));
            }
            out.println(paint.bold(head.toString().stripTrailing()));
        }
    }

    /// Says how many cells a feature will have.
    public synchronized void expect(String feature, int cells) {
        expected.put(feature, cells);
    }

    /// A cell is known: prints its row if it was the last one.
    public synchronized void add(Cell cell) {
        Map<String, Cell> row = rows.computeIfAbsent(cell.feature(), _ -> new LinkedHashMap<>());
        row.put(cell.pair() + " " + cell.where(), cell);
        if (row.size() == expected.getOrDefault(cell.feature(), -1)) {
            print(cell.feature(), row);
        }
    }

    /// Prints the whole table of a finished run.
    public void all(Scores scores) {
        head();
        Map<String, Map<String, Cell>> all = new LinkedHashMap<>();
        scores.features().forEach(f -> all.put(f.id(), new LinkedHashMap<>()));
        for (Cell cell : scores.cells()) {
            all.computeIfAbsent(cell.feature(), _ -> new LinkedHashMap<>())
                    .put(cell.pair() + " " + cell.where(), cell);
        }
        all.forEach(this::print);
    }

    private void print(String feature, Map<String, Cell> row) {
        String title = titles.getOrDefault(feature, feature);
        StringBuilder line = new StringBuilder(pad(title, 31)).append(' ');
        for (String pair : pairs) {
            line.append(letter(row.get(pair + " direct")));
            line.append(letter(row.get(pair + " room")));
            line.append(" ".repeat(6));
        }
        out.println(line.toString().stripTrailing());
    }

    private String letter(@Nullable Cell cell) {
        return cell == null ? paint.dim("·") : painted(cell.verdict());
    }

    private String painted(Verdict verdict) {
        String letter = verdict.letter();
        return switch (verdict) {
            case NATIVE -> paint.green(letter);
            case FALLBACK -> paint.yellow(letter);
            case LOST -> paint.red(letter);
            case WRONG -> paint.magenta(letter);
            case NOT_APPLICABLE -> paint.dim(letter);
        };
    }

    private static String pad(String text, int width) {
        return text.length() >= width
                ? text.substring(0, width)
                : text + " ".repeat(width - text.length());
    }
}

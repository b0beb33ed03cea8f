package io.parlance.fuzz;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What hostile input costs: run by `mvn -Pcost`, which writes `target/cost/*.md`. It measures and
/// does not judge, for a loaded machine says little about a parser.
public interface CostTable {
    /// The attacks; each is read many times.
    List<Attack> attacks();

    /// Measures them all: the whole list once to warm up, then each five times.
    @Test
    default void measure() throws Exception {
        List<Attack> attacks = attacks();
        for (Attack attack : attacks) {
            attack.nanos();
        }
        List<String> rows = new ArrayList<>();
        for (Attack attack : attacks) {
            long[] nanos = new long[5];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = attack.nanos();
            }
            Arrays.sort(nanos);
            rows.add(
                    String.format(
                            Locale.ROOT,
                            "| %s | %s | %.1f | %.1f |",
                            attack.name().replace("|", "\\|").replace("\n", "⏎"),
                            attack.size(),
                            nanos[nanos.length / 2] / 1e6,
                            nanos[nanos.length - 1] / 1e6));
        }
        write(rows);
    }

    private void write(List<String> rows) throws IOException {
        String table =
                "| "
                        + getClass().getSimpleName()
                        + " | size | median ms | worst ms |\n|---|---|---|---|\n"
                        + String.join("\n", rows)
                        + "\n";
        Path folder = Files.createDirectories(Path.of("target", "cost"));
        Files.writeString(
                folder.resolve(getClass().getSimpleName() + ".md"), table, StandardCharsets.UTF_8);
    }
}

package io.parlance.conformance.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.cli.Paint;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.Root;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Nothing crosses worse than it did: the scorecard over Parlance in the lab.
class ScorecardPlay {
    @Test
    void noCellIsWorseThanTheBaseline() throws Exception {
        Path module = Root.folder().resolve("conformance-tests");
        Path results = module.resolve("target/scorecard");
        Files.createDirectories(results);
        Scorecard.Wishes wishes =
                new Scorecard.Wishes(
                        List.of(),
                        List.of(),
                        results.resolve("scorecard.json"),
                        results.resolve("scorecard.html"),
                        results.resolve("TEST-scorecard.xml"),
                        results.resolve("scorecard.md"),
                        null,
                        null,
                        module.resolve("baseline.json"),
                        null);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        try {
            int code = new Scorecard(out, new Paint(false), wishes).score("parlance");
            assertThat(code).as(told.toString(StandardCharsets.UTF_8)).isZero();
        } catch (Lab.CannotBeHad e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("In CI the lab must be there", e);
            }
            Assumptions.abort("Skipped: " + e.getMessage());
        }
    }
}

package io.parlance.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The inputs of a target that lie beside the tests.
final class Corpus {
    private Corpus() {}

    static Path folder(Class<?> target) {
        return Path.of("src", "test", "resources", "fuzz", target.getSimpleName());
    }

    /// The files of a target, by name.
    static Stream<Path> of(Class<?> target) {
        Path folder = folder(target);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException(target + " has no corpus in " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            return sorted.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

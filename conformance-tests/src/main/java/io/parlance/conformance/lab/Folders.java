package io.parlance.conformance.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// Folders that live as long as a run.
public final class Folders {
    private Folders() {}

    /// Makes a folder for a lab: its servers may run as another user than we do.
    public static Path forLab(String name) throws IOException {
        Path folder = Files.createTempDirectory(name);
        if (!folder.toFile().setExecutable(true, false)
                || !folder.toFile().setReadable(true, false)) {
            throw new IOException(folder + " cannot be shown to the servers.");
        }
        return folder;
    }

    /// Removes a folder with everything in it.
    public static void remove(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}

package io.parlance.conformance.lab;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the checkout is.
public final class Root {
    private Root() {}

    /// The top folder of the checkout: what the launcher says, else the nearest parent of the
    /// working folder that holds the launcher.
    public static Path folder() {
        String told = System.getProperty("parlance.root");
        if (told != null) {
            return Path.of(told);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("parlance"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("Run this inside a checkout of Parlance.");
        }
        return folder;
    }
}

package io.parlance.adapter.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file on disk for as long as it takes to learn its size and send it.
record Spool(Path path, long size) implements AutoCloseable {
    /// Writes a stream, which whoever made it bounds.
    static Spool of(InputStream content) throws IOException {
        Path path = Files.createTempFile("parlance-", ".upload");
        try {
            return new Spool(path, Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}

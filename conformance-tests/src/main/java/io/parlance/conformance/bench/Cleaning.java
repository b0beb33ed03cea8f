package io.parlance.conformance.bench;

import io.parlance.conformance.lab.Folders;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// What must be closed, last opened first, however the bench ends. Closing twice does no harm.
final class Cleaning implements AutoCloseable {
    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /// Removes `folder` at the end.
    Cleaning(Path folder) {
        this.folder = folder;
    }

    synchronized <T extends AutoCloseable> T on(T part) {
        open.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("Could not close everything: " + e);
            }
        }
        try {
            if (folder.toFile().exists()) {
                Folders.remove(folder);
            }
        } catch (IOException e) {
            System.err.println("Could not remove " + folder + ": " + e);
        }
    }
}

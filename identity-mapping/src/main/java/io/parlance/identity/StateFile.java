package io.parlance.identity;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// The file in which this node keeps what is in its caches. One thread reads and writes it: what
/// comes in while it commits shares the next commit, and nothing completes before its commit is on
/// disk. What is asked later sees what was written earlier.
final class StateFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
    private static final int MOST_AT_ONCE = 1000;

    private final StateTable table;
    private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /// Reads or changes the table.
    interface Access<T> {
        T on(StateTable table) throws SQLException;
    }

    private record Task<T>(Access<T> access, CompletableFuture<T> done) {
        /// Does it, and returns what to tell once that is durable.
        Runnable run(StateTable table) throws SQLException {
            T result = access.on(table);
            return () -> done.complete(result);
        }
    }

    private StateFile(StateTable table) {
        this.table = table;
        thread = Thread.ofPlatform().name("identity-file").daemon().start(this::serve);
    }

    /// Opens the file, and makes it if need be.
    ///
    /// @throws IOException if it cannot be used, or another process has it
    static StateFile open(Path file) throws IOException {
        return new StateFile(StateTable.open(file));
    }

    /// Has `access` done; what it gives comes when its changes are durable, or else an
    /// [IOException] that says what to do. Completes on the file's thread: leave that at once.
    synchronized <T> CompletableFuture<T> ask(Access<T> access) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closed) {
            done.completeExceptionally(new IOException("The identity mapping is closed."));
        } else {
            tasks.add(new Task<>(access, done));
        }
        return done;
    }

    private void serve() {
        List<Task<?>> batch = new ArrayList<>();
        try {
            while (!closed || !tasks.isEmpty()) {
                batch.add(tasks.take());
                tasks.drainTo(batch, MOST_AT_ONCE - 1);
                commit(batch);
                batch.clear();
            }
            table.close();
        } catch (InterruptedException e) {
            LOG.error("The identity mapping's thread was interrupted", e);
        } catch (IOException e) {
            LOG.error("{}", e.getMessage());
        }
    }

    private void commit(List<Task<?>> batch) {
        List<Runnable> results = new ArrayList<>(batch.size());
        try {
            for (Task<?> task : batch) {
                results.add(task.run(table));
            }
            table.commit();
        } catch (SQLException e) {
            fail(batch, e);
            return;
        } catch (RuntimeException e) {
            fail(batch, new SQLException(e));
            return;
        }
        results.forEach(Runnable::run);
    }

    /// A fault is the disk's, so it takes all that would have shared the commit.
    private void fail(List<Task<?>> batch, SQLException e) {
        try {
            table.rollback();
        } catch (SQLException again) {
            e.addSuppressed(again);
        }
        IOException fault = table.fault(e);
        batch.forEach(task -> task.done().completeExceptionally(fault));
    }

    /// Waits until everything asked for is done.
    @Override
    public void close() {
        end();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        closed = true;
        tasks.add(new Task<>(_ -> true, new CompletableFuture<>())); // for the thread to see it
    }
}

package io.parlance.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// The threads that read, each with a connection of its own. They are platform threads, because
/// SQLite's native calls would pin the carrier of a virtual one.
final class Readers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int COUNT = 2;
    private static final int CLOSE_SECONDS = 10;

    private final Faults faults;
    private final BlockingQueue<Queries> idle = new LinkedBlockingQueue<>();
    private final List<Queries> all = new ArrayList<>();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    COUNT, Thread.ofPlatform().name("journal-reader-", 1).daemon().factory());

    /// A question to the journal's file.
    interface Query<T> {
        T ask(Queries queries) throws SQLException;
    }

    Readers(Database database, IdParts parts, Faults faults) throws SQLException {
        this.faults = faults;
        for (int i = 0; i < COUNT; i++) {
            Queries queries = new Queries(database.reader(), parts);
            all.add(queries);
            idle.add(queries);
        }
    }

    <T> Future<T> read(Query<T> query) {
        Promise<T> promise = Promise.promise();
        Context context = Vertx.currentContext();
        try {
            threads.execute(() -> answer(query, promise, context));
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(Writer.closed());
        }
        return promise.future();
    }

    private <T> void answer(Query<T> query, Promise<T> promise, @Nullable Context context) {
        Runnable completion;
        try {
            T answer = ask(query);
            completion = () -> promise.complete(answer);
        } catch (SQLException | RuntimeException e) {
            JournalException failure = faults.of(e);
            completion = () -> promise.fail(failure);
        }
        if (context == null) {
            completion.run();
        } else {
            Runnable told = completion;
            context.runOnContext(_ -> told.run());
        }
    }

    private <T> T ask(Query<T> query) throws SQLException {
        // There are as many as threads, so one is always idle.
        Queries queries = idle.remove();
        try {
            return query.ask(queries);
        } catch (SQLException e) {
            queries.renew();
            throw e;
        } finally {
            idle.add(queries);
        }
    }

    @Override
    public void close() throws SQLException {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("A read of the journal did not end within {} s", CLOSE_SECONDS);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        for (Queries queries : all) {
            queries.close();
        }
    }
}

package io.parlance.journal;

import io.parlance.journal.JournalException.Reason;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The one thread that writes.
///
/// ## Group commit
///
/// It commits as soon as something urgent is there; what comes meanwhile is the next batch. So a
/// single write waits for one fsync only, and under load one fsync serves hundreds.
///
/// ## Failure
///
/// If the disk fails, the urgent writes of the batch fail and the rest is kept and tried again,
/// before the next batch or after a second. If one write is at fault, the batch is repeated write
/// by write, so that it fails alone.
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final Connection connection;
    private final IdParts parts;
    private final Faults faults;
    private final Pruning pruning;
    private final WriteQueue queue = new WriteQueue();
    private final List<Write<?>> kept = new ArrayList<>();
    private final Thread thread;
    private @Nullable Tables tables;
    private boolean diskFailed;

    Writer(Connection connection, IdParts parts, Faults faults, Retention retention)
            throws SQLException {
        this.connection = connection;
        this.parts = parts;
        this.faults = faults;
        this.tables = new Tables(connection, parts);
        this.pruning = new Pruning(retention);
        this.thread = Thread.ofPlatform().name("journal-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Hands in a change; the future completes after its commit.
    <T> Future<T> write(Change<T> change) {
        Write<T> write = new Write<>(change);
        if (queue.offer(write, thread)) {
            return write.future();
        }
        change.settled();
        return Future.failedFuture(refusal());
    }

    private JournalException refusal() {
        return queue.isClosed()
                ? closed()
                : new JournalException(
                        Reason.OVERLOADED,
                        "More comes in than the journal's disk can take. Try again later.");
    }

    static JournalException closed() {
        return new JournalException(
                Reason.CLOSED, "The journal is closed: the gateway is stopping.");
    }

    private void run() {
        List<Write<?>> batch = new ArrayList<>();
        try {
            while (queue.take(batch, kept.isEmpty() ? pruning.pauseNanos() : RETRY_NANOS)) {
                step(batch);
                batch = new ArrayList<>();
            }
            step(batch);
            if (tables != null) {
                inTransaction(tables, this::index);
            }
        } finally {
            // Usually nothing is left. After an Error nobody may wait for ever.
            queue.close(thread);
            do {
                kept.addAll(batch);
                batch.clear();
            } while (queue.take(batch, 0));
            kept.forEach(write -> write.fail(closed()));
            settle(kept);
        }
    }

    private void step(List<Write<?>> batch) {
        if (!kept.isEmpty()) {
            List<Write<?>> again = new ArrayList<>(kept);
            kept.clear();
            commit(again);
        }
        if (!batch.isEmpty()) {
            commit(batch);
        }
        if (parts.full() && tables != null) {
            inTransaction(tables, this::closePart);
        } else if (tables != null && parts.recent().full(tables.nextSeq() - 1)) {
            inTransaction(tables, this::index);
        }
        Tables now = tables;
        if (now != null && pruning.due(now.nextSeq(), batch.isEmpty())) {
            inTransaction(now, this::prune);
        }
    }

    private void commit(List<Write<?>> batch) {
        try {
            Tables now = tables();
            now.transaction.begin();
            for (Write<?> write : batch) {
                write.apply(now);
            }
            now.transaction.commit();
            recovered();
            settle(batch);
        } catch (SQLException | RuntimeException e) {
            rollback();
            if (Faults.ofDisk(e)) {
                diskFailed(batch, e);
            } else if (batch.size() == 1) {
                fail(batch, e);
            } else {
                batch.forEach(write -> commit(List.of(write)));
            }
        }
    }

    private void fail(List<Write<?>> batch, Exception cause) {
        JournalException failure = faults.of(cause);
        LOG.error("A write to the journal failed", failure);
        batch.forEach(write -> write.fail(failure));
        settle(batch);
    }

    private void diskFailed(List<Write<?>> batch, Exception cause) {
        JournalException failure = faults.of(cause);
        if (!diskFailed) {
            diskFailed = true;
            LOG.error("The journal takes nothing until its disk works again", failure);
        }
        List<Write<?>> failed = new ArrayList<>();
        for (Write<?> write : batch) {
            if (write.urgent()) {
                write.fail(failure);
                failed.add(write);
            } else {
                kept.add(write);
            }
        }
        settle(failed);
    }

    private void recovered() {
        if (diskFailed) {
            diskFailed = false;
            LOG.info("The journal writes again");
        }
    }

    private Tables tables() throws SQLException {
        Tables now = tables == null ? new Tables(connection, parts) : tables;
        tables = now;
        return now;
    }

    private void closePart(Tables now) throws SQLException {
        long newest = now.index();
        now.nativeIds.closePart(newest);
        now.transaction.commit();
        parts.recent().clear(newest);
        parts.begin();
    }

    private void index(Tables now) throws SQLException {
        long newest = now.index();
        now.transaction.commit();
        parts.recent().clear(newest);
    }

    private void prune(Tables now) throws SQLException {
        long part = pruning.step(now);
        now.transaction.commit();
        parts.drop(part);
    }

    private interface Upkeep {
        void run(Tables tables) throws SQLException;
    }

    /// Runs what the journal does for itself, and what it can do without if it fails.
    private void inTransaction(Tables now, Upkeep upkeep) {
        try {
            now.transaction.begin();
            upkeep.run(now);
        } catch (SQLException e) {
            rollback();
            pruning.failed();
            LOG.warn("The journal could not be tidied up", faults.of(e));
        }
    }

    private void rollback() {
        try {
            if (tables != null) {
                tables.close();
                tables = null;
            }
            Transaction.rollback(connection);
        } catch (SQLException e) {
            LOG.error("The journal could not roll back", faults.of(e));
        }
    }

    private static void settle(List<Write<?>> batch) {
        batch.forEach(Write::settled);
        Completions.complete(batch);
    }

    /// Writes what is left, then ends the thread and the connection.
    @Override
    public void close() throws SQLException {
        queue.close(thread);
        boolean ended = false;
        try {
            ended = thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            LOG.error("The journal's writer did not end within {}", CLOSE);
            return;
        }
        connection.close();
    }
}

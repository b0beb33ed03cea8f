package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Failure;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The journal of one gateway.
///
/// ## Concurrency
///
/// All methods may be called from any thread and never block. A future completes on the Vert.x
/// context that made the call; without one, on a thread of the journal's, which must not be
/// blocked.
///
/// ## Durability
///
/// An append is on disk (WAL, fsync) when its future completes. [#delivered], [#deferred], [#dead]
/// and [#record] complete at once and reach the disk within milliseconds: losing one repeats a
/// delivery, under the same idempotency key. Reads see them immediately.
///
/// ## Failure
///
/// Every failed future carries a [JournalException].
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final FolderLock lock;
    private final Writer writer;
    private final Readers readers;
    private final Unwritten unwritten = new Unwritten();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Journal(FolderLock lock, Writer writer, Readers readers) {
        this.lock = lock;
        this.writer = writer;
        this.readers = readers;
    }

    /// Opens, and if need be makes or migrates, the journal in `dataFolder`.
    ///
    /// @throws JournalException if another gateway uses the folder, the file is damaged or newer
    ///   than this version, or the disk fails
    public static Journal open(Path dataFolder) {
        return open(dataFolder, Retention.DEFAULT);
    }

    /// The same, keeping completed envelopes as long as `retention` says.
    public static Journal open(Path dataFolder, Retention retention) {
        Database database = new Database(dataFolder.resolve("journal.db"));
        Faults faults = new Faults(database.file());
        try {
            FolderLock lock = FolderLock.hold(dataFolder);
            try {
                return open(database, faults, retention, lock);
            } catch (SQLException | IOException | RuntimeException e) {
                lock.giveBack();
                throw e;
            }
        } catch (SQLException | IOException | RuntimeException e) {
            throw faults.of(e);
        }
    }

    private static Journal open(
            Database database, Faults faults, Retention retention, FolderLock lock)
            throws SQLException, IOException {
        boolean suspect = database.exists() && !lock.endedCleanly();
        Connection connection = database.writer();
        try {
            if (suspect) {
                database.check(connection);
            }
            Migrations.ALL.apply(connection, database.file());
            IdParts parts = new IdParts(connection);
            Writer writer = new Writer(connection, parts, faults, retention);
            Readers readers = new Readers(database, parts, faults);
            writer.start();
            return new Journal(lock, writer, readers);
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// Runs a change of the tests', such as one that fakes a full disk.
    <T> Future<T> change(Change<T> change) {
        return writer.write(change);
    }

    /// Writes an envelope, its native ids, and one delivery for each destination, in one commit.
    public Future<Appended> append(Envelope envelope, List<Destination> destinations) {
        Appending appending = new Appending(envelope, destinations, unwritten);
        JournalException refusal = appending.refusal();
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        unwritten.add(envelope);
        return writer.write(appending);
    }

    /// Notes that a delivery was made, under these ids of the destination's network.
    public Future<Void> delivered(Pending delivery, List<NativeId> ids) {
        unwritten.addDelivered(delivery, ids);
        return mark(new Mark.Delivered(delivery, ids, System.currentTimeMillis(), unwritten));
    }

    /// Notes that a try failed, and that the next is due at `due`. Adds one to its attempts.
    public Future<Void> deferred(Pending delivery, Failure failure, Instant due) {
        return mark(new Mark.Deferred(delivery, failure, Instant.now(), due));
    }

    /// Notes that a delivery is given up: it becomes a dead letter.
    public Future<Void> dead(Pending delivery, Failure failure) {
        unwritten.addDead(delivery);
        return mark(new Mark.Dead(delivery, failure, Instant.now(), unwritten));
    }

    /// The next undelivered of a lane, at most `limit`, with numbers above `afterId`, in order.
    public Future<List<Pending>> pending(String lane, long afterId, int limit) {
        return afterWrites(
                queries -> {
                    // Taken before the rows are read, so nothing falls between the two.
                    Set<Long> done = unwritten.done();
                    return DeliveryQueries.pending(queries.connection, lane, afterId, limit, done);
                });
    }

    /// The lanes that hold undelivered rows.
    public Future<List<String>> lanes() {
        return afterWrites(queries -> DeliveryQueries.lanes(queries.connection));
    }

    /// The envelope that has this id on its network, whether it came in or went out by it.
    public Future<Optional<EnvelopeId>> envelopeOf(NativeId id) {
        Optional<EnvelopeId> fresh = unwritten.envelopeOf(id);
        return fresh.isPresent()
                ? Future.succeededFuture(fresh)
                : readers.read(queries -> queries.search().find(id));
    }

    /// An envelope, as it was appended.
    public Future<Optional<Envelope>> envelope(EnvelopeId id) {
        Optional<Envelope> fresh = unwritten.envelope(id);
        return fresh.isPresent()
                ? Future.succeededFuture(fresh)
                : readers.read(queries -> queries.row(id).map(Queries.Row::envelope));
    }

    /// The first id that an envelope has on `network` in `target`. On the network it came from,
    /// that is the one it came with, if `target` is its own conversation or it is a direct message.
    public Future<Optional<NativeId>> nativeId(
            EnvelopeId id, NetworkId network, Conversation target) {
        Optional<NativeId> fresh =
                unwritten
                        .nativeId(id, network, target)
                        .or(
                                () ->
                                        unwritten
                                                .envelope(id)
                                                .flatMap(e -> Queries.ownId(e, network, target)));
        return fresh.isPresent()
                ? Future.succeededFuture(fresh)
                : readers.read(queries -> queries.nativeId(id, network, target));
    }

    /// The last `limit` messages written in any of these rooms, oldest first.
    public Future<List<Envelope>> history(Collection<Address> rooms, int limit) {
        return readers.read(queries -> queries.history(rooms, limit));
    }

    /// The newest dead letters, newest first.
    public Future<List<DeadLetter>> deadLetters(int limit) {
        return afterWrites(queries -> DeliveryQueries.deadLetters(queries.connection, limit));
    }

    /// Makes a dead letter pending again, due now and with no attempts.
    ///
    /// @return whether there was a dead letter of that number; then its lane must be looked at
    public Future<Boolean> replay(long deliveryId) {
        return writer.write(new Replaying(deliveryId));
    }

    /// The oldest undelivered rows.
    public Future<List<OutboxRow>> outbox(int limit) {
        return afterWrites(queries -> DeliveryQueries.outbox(queries.connection, limit));
    }

    /// How many deliveries wait for each network, on disk as of a few milliseconds ago; networks
    /// for which none waits are left out. Takes some ten milliseconds for a million.
    public Future<Map<NetworkId, Long>> waiting() {
        return readers.read(queries -> DeliveryQueries.waiting(queries.connection));
    }

    /// The way of an envelope, by its id or by any native id value, oldest step first; empty if
    /// there is none. What several envelopes share (two networks may issue the same value) comes
    /// together.
    public Future<List<TraceStep>> trace(String id) {
        return afterWrites(queries -> TraceQuery.ask(queries, id));
    }

    /// The durable state of one network's adapter.
    public StateStore stateStore(NetworkId network) {
        return new NetworkState(network, writer, readers);
    }

    /// Notes a step. Only DEGRADED and RECEIPT are written: the others follow from what the journal
    /// knows anyway, so recording them costs nothing.
    public Future<Void> record(TraceStep step) {
        return switch (step.step()) {
            case DEGRADED, RECEIPT -> mark(new Mark.Noted(step));
            case ACCEPTED, ROUTED, ATTEMPT, DEFERRED, DELIVERED, REFUSED ->
                    Future.succeededFuture();
        };
    }

    /// Writes what is left, and releases the folder. Blocks until then: not for an event loop.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            writer.close();
            readers.close();
        } catch (SQLException e) {
            LOG.error("The journal did not close cleanly", e);
        } finally {
            lock.release();
        }
    }

    private Future<Void> mark(Mark mark) {
        return writer.write(mark).mapEmpty();
    }

    /// Reads after everything that was handed in before is committed. If it cannot be, because the
    /// disk is full, what is on disk must do.
    private <T> Future<T> afterWrites(Readers.Query<T> query) {
        Change<Boolean> nothing = _ -> true;
        return writer.write(nothing).transform(_ -> readers.read(query));
    }
}

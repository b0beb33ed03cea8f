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

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
    private Journal() {}

    /// Opens, and if need be makes or migrates, the journal in `dataFolder`.
    ///
    /// @throws JournalException if another gateway uses the folder, the file is damaged or newer
    ///   than this version, or the disk fails
    public static Journal open(Path dataFolder) {
        return open(dataFolder, Retention.DEFAULT);
    }

    /// The same, keeping completed envelopes as long as `retention` says.
    public static Journal open(Path dataFolder, Retention retention) {
        return new Journal();
    }

    /// Writes an envelope, its native ids, and one delivery for each destination, in one commit.
    public Future<Appended> append(Envelope envelope, List<Destination> destinations) {
        return Future.failedFuture(missing());
    }

    /// Notes that a delivery was made, under these ids of the destination's network.
    public Future<Void> delivered(Pending delivery, List<NativeId> ids) {
        return Future.failedFuture(missing());
    }

    /// Notes that a try failed, and that the next is due at `due`. Adds one to its attempts.
    public Future<Void> deferred(Pending delivery, Failure failure, Instant due) {
        return Future.failedFuture(missing());
    }

    /// Notes that a delivery is given up: it becomes a dead letter.
    public Future<Void> dead(Pending delivery, Failure failure) {
        return Future.failedFuture(missing());
    }

    /// The next undelivered of a lane, at most `limit`, with numbers above `afterId`, in order.
    public Future<List<Pending>> pending(String lane, long afterId, int limit) {
        return Future.failedFuture(missing());
    }

    /// The lanes that hold undelivered rows.
    public Future<List<String>> lanes() {
        return Future.failedFuture(missing());
    }

    /// The envelope that has this id on its network, whether it came in or went out by it.
    public Future<Optional<EnvelopeId>> envelopeOf(NativeId id) {
        return Future.failedFuture(missing());
    }

    /// An envelope, as it was appended.
    public Future<Optional<Envelope>> envelope(EnvelopeId id) {
        return Future.failedFuture(missing());
    }

    /// The first id that an envelope has on `network` in `target`. On the network it came from,
    /// that is the one it came with, if `target` is its own conversation or it is a direct message.
    public Future<Optional<NativeId>> nativeId(
            EnvelopeId id, NetworkId network, Conversation target) {
        return Future.failedFuture(missing());
    }

    /// The last `limit` messages written in any of these rooms, oldest first.
    public Future<List<Envelope>> history(Collection<Address> rooms, int limit) {
        return Future.failedFuture(missing());
    }

    /// The newest dead letters, newest first.
    public Future<List<DeadLetter>> deadLetters(int limit) {
        return Future.failedFuture(missing());
    }

    /// Makes a dead letter pending again, due now and with no attempts.
    ///
    /// @return whether there was a dead letter of that number; then its lane must be looked at
    public Future<Boolean> replay(long deliveryId) {
        return Future.failedFuture(missing());
    }

    /// The oldest undelivered rows.
    public Future<List<OutboxRow>> outbox(int limit) {
        return Future.failedFuture(missing());
    }

    /// The way of an envelope, by its id or by any native id value, oldest step first; empty if
    /// there is none. What several envelopes share (two networks may issue the same value) comes
    /// together.
    public Future<List<TraceStep>> trace(String id) {
        return Future.failedFuture(missing());
    }

    /// The durable state of one network's adapter.
    public StateStore stateStore(NetworkId network) {
        return new Missing();
    }

    /// Notes a step. Only DEGRADED and RECEIPT are written: the others follow from what the journal
    /// knows anyway, so recording them costs nothing.
    public Future<Void> record(TraceStep step) {
        return Future.failedFuture(missing());
    }

    /// Writes what is left, and releases the folder.
    @Override
    public void close() {}

    private static UnsupportedOperationException missing() {
        return new UnsupportedOperationException("The journal's storage follows.");
    }

    private record Missing() implements StateStore {
        @Override
        public Future<Optional<String>> get(String key) {
            return Future.failedFuture(missing());
        }

        @Override
        public Future<java.util.Map<String, String>> list(String prefix) {
            return Future.failedFuture(missing());
        }

        @Override
        public Future<Void> put(String key, String value) {
            return Future.failedFuture(missing());
        }

        @Override
        public Future<Void> remove(String key) {
            return Future.failedFuture(missing());
        }
    }
}

package io.parlance.journal;

import io.parlance.model.Envelope;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Removes completed envelopes that are too old or too many, a few at a time, when nothing else is to be
/// written. Among writes it takes its turn more rarely, unless it has fallen behind by a tenth. It never
/// removes what is undelivered, nor the newest envelope, whose number counts on after a restart.
final class Pruning implements AutoCloseable {
    private static final int STEP = 100;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Retention retention;
    private final PreparedStatement old;
    private final PreparedStatement deliveries;
    private final PreparedStatement removeDeliveries;
    private final PreparedStatement removeTrace;
    private final PreparedStatement remove;
    private long next = System.nanoTime();

    /// Where to look next; what is older is gone or still undelivered.
    private long from;

    /// The newest envelope that was looked at.
    private long reached;

    Pruning(Connection connection, Retention retention) throws SQLException {
        this.retention = retention;
        old =
                connection.prepareStatement(
                        "select seq, id, accepted, body from envelope"
                                + " where seq >= ? and seq < ? order by seq limit "
                                + STEP);
        deliveries =
                connection.prepareStatement(
                        "select d.state, l.network, d.ids from delivery d join lane l on l.id = d.lane"
                                + " where d.id between ? and ?");
        removeDeliveries =
                connection.prepareStatement("delete from delivery where id between ? and ?");
        removeTrace = connection.prepareStatement("delete from trace where envelope = ?");
        remove = connection.prepareStatement("delete from envelope where seq = ?");
    }

    private record Old(long seq, Envelope envelope) {}

    /// How long the writer may sleep.
    long pauseNanos() {
        return Math.max(PAUSE_NANOS, next - System.nanoTime());
    }

    /// Whether a step is due now.
    boolean due(long nextSeq, boolean idle) {
        boolean behind = nextSeq - reached > retention.envelopes() / 10 * 11;
        return System.nanoTime() - next >= (idle || behind ? 0 : BUSY_NANOS);
    }

    void failed() {
        next = System.nanoTime() + REST_NANOS;
    }

    /// Removes at most [#STEP] envelopes, inside a transaction.
    void step(Tables tables) throws SQLException {
        List<Old> found = find(tables.nextSeq());
        for (Old each : found) {
            remove(tables, each);
        }
        boolean more = found.size() == STEP;
        reached = found.isEmpty() ? reached : found.getLast().seq();
        from = more ? reached + 1 : 0;
        next = System.nanoTime() + (more ? PAUSE_NANOS : REST_NANOS);
    }

    private List<Old> find(long nextSeq) throws SQLException {
        List<Old> found = new ArrayList<>();
        old.setLong(1, from);
        old.setLong(2, nextSeq - 1);
        long firstKept = nextSeq - retention.envelopes();
        long oldest = System.currentTimeMillis() - retention.age().toMillis();
        try (ResultSet row = old.executeQuery()) {
            while (row.next() && (row.getLong(1) < firstKept || row.getLong(3) < oldest)) {
                var id = Spellings.envelopeId(row.getBytes(2));
                found.add(new Old(row.getLong(1), EnvelopeCodec.decode(id, row.getBytes(4))));
            }
        }
        return found;
    }

    private void remove(Tables tables, Old old) throws SQLException {
        List<NativeId> ids = new ArrayList<>(old.envelope().nativeIds());
        between(deliveries, old.seq());
        try (ResultSet row = deliveries.executeQuery()) {
            while (row.next()) {
                if (row.getInt(1) == DeliveryTable.PENDING) {
                    return;
                }
                var network = new NetworkId(row.getString(2));
                ids.addAll(EnvelopeCodec.decodeIds(network, row.getBytes(3)));
            }
        }
        for (NativeId id : ids) {
            tables.nativeIds.remove(id, old.seq());
        }
        between(removeDeliveries, old.seq());
        removeDeliveries.executeUpdate();
        removeTrace.setLong(1, old.seq());
        removeTrace.executeUpdate();
        remove.setLong(1, old.seq());
        remove.executeUpdate();
    }

    private static void between(PreparedStatement statement, long seq) throws SQLException {
        statement.setLong(1, DeliveryTable.first(seq));
        statement.setLong(2, DeliveryTable.last(seq));
    }

    @Override
    public void close() throws SQLException {
        old.close();
        deliveries.close();
        removeDeliveries.close();
        removeTrace.close();
        remove.close();
    }
}

package io.parlance.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Removes completed envelopes that are too old or too many, a few at a time, when nothing else is
/// to be written. Among writes it takes its turn more rarely, unless it has fallen behind by a
/// tenth. It never removes what is undelivered, nor the newest envelope, whose number counts on
/// after a restart.
final class Pruning {
    private static final int STEP = 100;
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final String FIND =
            "select seq, accepted from envelope"
                    + " where seq >= ? and seq < ? order by seq limit ?";
    private static final String UNDELIVERED =
            "select 1 from delivery where id between ? and ? and state in (0, 3)";

    private final Retention retention;
    private long next = System.nanoTime();

    /// Where to look next; what is older is gone or still undelivered.
    private long from;

    /// The newest envelope that was looked at.
    private long reached;

    Pruning(Retention retention) {
        this.retention = retention;
    }

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

    /// Removes at most [#STEP] envelopes, and a part of the index if it is no longer needed, inside
    /// a transaction.
    ///
    /// @return the part that was removed, or 0
    long step(Tables tables) throws SQLException {
        List<Long> found = find(tables);
        remove(tables, found);
        boolean more = found.size() == STEP;
        reached = found.isEmpty() ? reached : found.getLast();
        from = more ? reached + 1 : 0;
        next = System.nanoTime() + (more ? PAUSE_NANOS : REST_NANOS);
        return tables.nativeIds.removePart();
    }

    private List<Long> find(Tables tables) throws SQLException {
        List<Long> found = new ArrayList<>();
        long firstKept = tables.nextSeq() - retention.envelopes();
        long oldest = System.currentTimeMillis() - retention.age().toMillis();
        try (PreparedStatement select = tables.connection().prepareStatement(FIND)) {
            select.setLong(1, from);
            select.setLong(2, tables.nextSeq() - 1);
            select.setInt(3, STEP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && (row.getLong(1) < firstKept || row.getLong(2) < oldest)) {
                    found.add(row.getLong(1));
                }
            }
        }
        return found;
    }

    private static void remove(Tables tables, List<Long> found) throws SQLException {
        Connection connection = tables.connection();
        try (PreparedStatement undelivered = connection.prepareStatement(UNDELIVERED);
                PreparedStatement deliveries =
                        connection.prepareStatement(
                                "delete from delivery where id between ? and ?");
                PreparedStatement traces =
                        connection.prepareStatement("delete from trace where envelope = ?");
                PreparedStatement envelope =
                        connection.prepareStatement("delete from envelope where seq = ?")) {
            for (long seq : found) {
                if (any(between(undelivered, seq))) {
                    continue;
                }
                between(deliveries, seq).executeUpdate();
                traces.setLong(1, seq);
                traces.executeUpdate();
                envelope.setLong(1, seq);
                envelope.executeUpdate();
            }
        }
    }

    private static boolean any(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    private static PreparedStatement between(PreparedStatement statement, long seq)
            throws SQLException {
        statement.setLong(1, DeliveryTable.first(seq));
        statement.setLong(2, DeliveryTable.last(seq));
        return statement;
    }
}

package io.parlance.journal;

import java.sql.Connection;
import java.sql.SQLException;

/// The tables as the writer sees them: prepared statements and what is remembered of their
/// contents, used by one thread. After an error they are thrown away and made anew: what was
/// remembered may have been rolled back, and the driver closes a statement that fails.
final class Tables implements AutoCloseable {
    final Transaction transaction;
    private final Connection connection;
    final EnvelopeTable envelopes;
    final NativeIdTable nativeIds;
    final DeliveryTable deliveries;
    final NameTable lanes;
    final NameTable rooms;
    final TraceTable traces;
    final StateTable states;
    final NativeIdSearch search;

    Tables(Connection connection, IdParts parts) throws SQLException {
        this.connection = connection;
        transaction = new Transaction(connection);
        EnvelopeCodec codec = new EnvelopeCodec();
        envelopes = new EnvelopeTable(connection, codec);
        nativeIds = new NativeIdTable(connection, parts);
        deliveries = new DeliveryTable(connection, codec);
        lanes =
                new NameTable(
                        connection,
                        "select id from lane where name = ?",
                        "insert into lane (name, network, target) values (?, ?, ?)");
        rooms =
                new NameTable(
                        connection,
                        "select id from room where address = ?",
                        "insert into room (address) values (?)");
        traces = new TraceTable(connection);
        states = new StateTable(connection);
        search = new NativeIdSearch(connection, parts);
    }

    long nextSeq() {
        return envelopes.nextSeq();
    }

    /// Brings all rows into the indices that are written to later; see migration 3.
    ///
    /// @return the newest envelope, which [RecentIds#clear] must be told after the commit
    long index() throws SQLException {
        long newest = nextSeq() - 1;
        nativeIds.move();
        deliveries.index(newest);
        return newest;
    }

    /// Limits the size of the file from now on, as a full disk would.
    void limitPages(int count) throws SQLException {
        Database.execute(connection, "pragma max_page_count = " + count);
    }

    /// For what is asked so rarely that it is prepared each time.
    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        envelopes.close();
        nativeIds.close();
        deliveries.close();
        lanes.close();
        rooms.close();
        traces.close();
        states.close();
        transaction.close();
        search.close();
    }
}

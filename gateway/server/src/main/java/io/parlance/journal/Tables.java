package io.parlance.journal;

import java.sql.Connection;
import java.sql.SQLException;

/// The tables as the writer sees them: prepared statements, used by one thread.
final class Tables implements AutoCloseable {
    final EnvelopeTable envelopes;
    final NativeIdTable nativeIds;
    final DeliveryTable deliveries;
    final NameTable lanes;
    final NameTable rooms;
    final TraceTable traces;
    final StateTable states;
    final NativeIdSearch search;

    Tables(Connection connection) throws SQLException {
        EnvelopeCodec codec = new EnvelopeCodec();
        envelopes = new EnvelopeTable(connection, codec);
        nativeIds = new NativeIdTable(connection);
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
        search = new NativeIdSearch(connection);
    }

    long nextSeq() {
        return envelopes.nextSeq();
    }

    void committed() {
        envelopes.committed();
    }

    /// Forgets what a transaction that was rolled back may have added.
    void forget() {
        envelopes.forget();
        lanes.forget();
        rooms.forget();
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
        search.close();
    }
}

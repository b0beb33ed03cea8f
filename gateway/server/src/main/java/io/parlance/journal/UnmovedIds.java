package io.parlance.journal;

import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Reads, at the start, the native ids that no part of the index has: those of the envelopes that
/// are not indexed yet, from their rows and those of their deliveries.
final class UnmovedIds {
    private UnmovedIds() {}

    static RecentIds read(Connection connection) throws SQLException {
        long mark = mark(connection);
        RecentIds ids = new RecentIds(mark);
        incoming(connection, mark, ids);
        outgoing(connection, mark, ids);
        return ids;
    }

    private static long mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select envelope from indexed")) {
            return row.getLong(1);
        }
    }

    private static void incoming(Connection connection, long mark, RecentIds ids)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select seq, id, body from envelope where seq > ?")) {
            select.setLong(1, mark);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    var id = Spellings.envelopeId(row.getBytes(2));
                    add(ids, row.getLong(1), EnvelopeCodec.decode(id, row.getBytes(3)).nativeIds());
                }
            }
        }
    }

    private static void outgoing(Connection connection, long mark, RecentIds ids)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select d.id, l.network, d.ids from delivery d join lane l on l.id = d.lane"
                                + " where d.id >= ? and d.state = 1")) {
            select.setLong(1, DeliveryTable.first(mark + 1));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    var network = new NetworkId(row.getString(2));
                    add(
                            ids,
                            DeliveryTable.seq(row.getLong(1)),
                            EnvelopeCodec.decodeIds(network, row.getBytes(3)));
                }
            }
        }
    }

    private static void add(RecentIds ids, long envelope, Iterable<NativeId> found) {
        found.forEach(id -> ids.add(NativeIdTable.hash(id.value()), envelope));
    }
}

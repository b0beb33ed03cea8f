package io.parlance.journal;

import io.parlance.model.Failure;
import io.parlance.model.NetworkId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lists deliveries.
final class DeliveryQueries {
    private static final String COLUMNS =
            "select d.id, d.attempts, d.due, d.done, d.failure, l.network, l.target, e.id, e.body"
                    + " from %s join lane l on l.id = d.lane join envelope e on e.seq = d.id >> 10";

    private DeliveryQueries() {}

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    static List<String> lanes(Connection connection) throws SQLException {
        String sql =
                "select name from lane where id in"
                        + " (select distinct lane from pending) order by id";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            return list(select, row -> row.getString(1));
        }
    }

    static Map<NetworkId, Long> waiting(Connection connection) throws SQLException {
        String sql =
                "select l.network, sum(d.rows) from (select lane, count(*) as rows from pending"
                        + " group by lane) d join lane l on l.id = d.lane group by l.network";
        Map<NetworkId, Long> waiting = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                waiting.put(new NetworkId(row.getString(1)), row.getLong(2));
            }
        }
        return waiting;
    }

    /// @param done deliveries to leave out, although the database calls them pending
    static List<Pending> pending(
            Connection connection, String lane, long afterId, int limit, Set<Long> done)
            throws SQLException {
        // The plus keeps SQLite from looking at all deliveries after that id for the fresh ones.
        String sql =
                COLUMNS.formatted("pending d")
                        + " where d.lane = (select id from lane where name = ?)"
                        + " and +d.id > ? order by d.id limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, lane);
            select.setLong(2, afterId);
            select.setInt(3, limit + done.size());
            return list(select, DeliveryQueries::delivery).stream()
                    .filter(delivery -> !done.contains(delivery.id()))
                    .limit(limit)
                    .toList();
        }
    }

    static List<OutboxRow> outbox(Connection connection, int limit) throws SQLException {
        String sql = COLUMNS.formatted("pending d") + " order by d.id limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            return list(
                    select,
                    row -> {
                        byte[] failure = row.getBytes(5);
                        return new OutboxRow(
                                delivery(row),
                                failure == null ? null : EnvelopeCodec.decodeFailure(failure));
                    });
        }
    }

    static List<DeadLetter> deadLetters(Connection connection, int limit) throws SQLException {
        String sql =
                COLUMNS.formatted("delivery d indexed by delivery_dead")
                        + " where d.state = 2 order by d.done desc, d.id desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, limit);
            return list(
                    select,
                    row -> {
                        Failure failure = EnvelopeCodec.decodeFailure(row.getBytes(5));
                        Instant since = Instant.ofEpochMilli(row.getLong(4));
                        return new DeadLetter(delivery(row), failure, since);
                    });
        }
    }

    private static Pending delivery(ResultSet row) throws SQLException {
        var network = new NetworkId(row.getString(6));
        return new Pending(
                row.getLong(1),
                EnvelopeCodec.decode(Spellings.envelopeId(row.getBytes(8)), row.getBytes(9)),
                new Destination(network, Spellings.conversation(row.getString(7))),
                row.getInt(2),
                Instant.ofEpochMilli(row.getLong(3)));
    }

    private static <T> List<T> list(PreparedStatement select, Reading<T> reading)
            throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(reading.read(row));
            }
        }
        return all;
    }
}

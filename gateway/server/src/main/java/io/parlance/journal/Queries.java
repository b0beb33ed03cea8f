package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What can be asked of one connection that reads. Used by one thread at a time. What is asked for
/// with messages in flight has statements prepared; the rest is prepared when asked.
final class Queries implements AutoCloseable {
    final Connection connection;
    private final IdParts parts;
    private static final String ENVELOPE = "select seq, body from envelope where id = ?";
    private static final String DELIVERED_ID =
            "select d.ids from delivery d join lane l on l.id = d.lane"
                    + " where d.id between ? and ? and d.state = 1"
                    + " and l.network = ? and l.target = ?";

    private NativeIdSearch search;
    private PreparedStatement envelope;
    private PreparedStatement deliveredId;

    Queries(Connection connection, IdParts parts) throws SQLException {
        this.connection = connection;
        this.parts = parts;
        search = new NativeIdSearch(connection, parts);
        envelope = connection.prepareStatement(ENVELOPE);
        deliveredId = connection.prepareStatement(DELIVERED_ID);
    }

    /// Prepares its statements anew after an error: the driver closes a statement that fails.
    void renew() throws SQLException {
        search.close();
        search = new NativeIdSearch(connection, parts);
        envelope.close();
        envelope = connection.prepareStatement(ENVELOPE);
        deliveredId.close();
        deliveredId = connection.prepareStatement(DELIVERED_ID);
    }

    NativeIdSearch search() {
        return search;
    }

    /// An envelope with its number.
    record Row(long seq, Envelope envelope) {}

    Optional<Row> row(EnvelopeId id) throws SQLException {
        envelope.setBytes(1, Spellings.bytes(id));
        try (ResultSet row = envelope.executeQuery()) {
            return row.next()
                    ? Optional.of(
                            new Row(row.getLong(1), EnvelopeCodec.decode(id, row.getBytes(2))))
                    : Optional.empty();
        }
    }

    Optional<NativeId> nativeId(EnvelopeId id, NetworkId network, Conversation target)
            throws SQLException {
        Optional<Row> found = row(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<NativeId> own = ownId(found.get().envelope(), network, target);
        return own.isPresent() ? own : deliveredId(found.get().seq(), network, target);
    }

    /// The id that it came with, if it is asked for where it came from.
    static Optional<NativeId> ownId(Envelope envelope, NetworkId network, Conversation target) {
        boolean there =
                envelope.origin().equals(network)
                        && (envelope.conversation() instanceof Conversation.Direct
                                || envelope.conversation().equals(target));
        return there ? envelope.nativeIds().stream().findFirst() : Optional.empty();
    }

    private Optional<NativeId> deliveredId(long seq, NetworkId network, Conversation target)
            throws SQLException {
        deliveredId.setLong(1, DeliveryTable.first(seq));
        deliveredId.setLong(2, DeliveryTable.last(seq));
        deliveredId.setString(3, network.name());
        deliveredId.setString(4, Spellings.conversation(target));
        try (ResultSet row = deliveredId.executeQuery()) {
            return row.next()
                    ? EnvelopeCodec.decodeIds(network, row.getBytes(1)).stream().findFirst()
                    : Optional.empty();
        }
    }

    List<Envelope> history(Collection<Address> rooms, int limit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        String sql =
                "select seq, id, body from envelope"
                        + " where room = (select id from room where address = ?)"
                        + " order by seq desc limit ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (Address room : rooms) {
                select.setString(1, Spellings.address(room));
                select.setInt(2, limit);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        EnvelopeId id = Spellings.envelopeId(row.getBytes(2));
                        rows.add(
                                new Row(row.getLong(1), EnvelopeCodec.decode(id, row.getBytes(3))));
                    }
                }
            }
        }
        rows.sort(Comparator.comparingLong(Row::seq));
        return rows.stream().skip(Math.max(0, rows.size() - limit)).map(Row::envelope).toList();
    }

    Optional<String> state(NetworkId network, String key) throws SQLException {
        String sql = "select value from state where network = ? and key = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, network.name());
            select.setString(2, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    Map<String, String> states(NetworkId network, String prefix) throws SQLException {
        Map<String, String> entries = new LinkedHashMap<>();
        String sql = "select key, value from state where network = ? and key >= ? order by key";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, network.name());
            select.setString(2, prefix);
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && row.getString(1).startsWith(prefix)) {
                    entries.put(row.getString(1), row.getString(2));
                }
            }
        }
        return entries;
    }

    @Override
    public void close() throws SQLException {
        search.close();
        envelope.close();
        deliveredId.close();
        connection.close();
    }
}

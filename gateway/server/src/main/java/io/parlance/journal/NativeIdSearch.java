package io.parlance.journal;

import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Finds envelopes by the ids that networks gave them, in or out.
final class NativeIdSearch implements AutoCloseable {
    private final IdParts parts;
    private final PreparedStatement candidates;
    private final PreparedStatement delivered;

    NativeIdSearch(Connection connection, IdParts parts) throws SQLException {
        this.parts = parts;
        candidates =
                connection.prepareStatement(
                        "select e.seq, e.id, e.body from native_id n"
                                + " join envelope e on e.seq = n.envelope"
                                + " where n.part = ? and n.hash = ?");
        delivered =
                connection.prepareStatement(
                        "select l.network, d.ids from delivery d join lane l on l.id = d.lane"
                                + " where d.id between ? and ? and d.state = 1");
    }

    /// An envelope that was found.
    record Hit(long seq, Envelope envelope) {}

    /// The oldest envelope that has this id.
    Optional<EnvelopeId> find(NativeId id) throws SQLException {
        return hits(id.value(), id::equals).stream().map(hit -> hit.envelope().id()).findFirst();
    }

    /// All that have an id of this value on whatever network, oldest first.
    List<Hit> findAll(String value) throws SQLException {
        return hits(value, id -> id.value().equals(value));
    }

    private List<Hit> hits(String value, Predicate<NativeId> wanted) throws SQLException {
        List<Hit> hits = new ArrayList<>();
        for (Hit hit : candidates(NativeIdTable.hash(value)).values()) {
            if (hit.envelope().nativeIds().stream().anyMatch(wanted)
                    || outgoing(hit.seq()).stream().anyMatch(wanted)) {
                hits.add(hit);
            }
        }
        return hits;
    }

    private SortedMap<Long, Hit> candidates(long hash) throws SQLException {
        SortedMap<Long, Hit> hits = new TreeMap<>();
        for (IdParts.Part part : parts.mayHold(hash)) {
            candidates.setLong(1, part.number());
            candidates.setLong(2, hash);
            try (ResultSet row = candidates.executeQuery()) {
                while (row.next()) {
                    EnvelopeId id = Spellings.envelopeId(row.getBytes(2));
                    Envelope envelope = EnvelopeCodec.decode(id, row.getBytes(3));
                    hits.put(row.getLong(1), new Hit(row.getLong(1), envelope));
                }
            }
        }
        return hits;
    }

    private List<NativeId> outgoing(long seq) throws SQLException {
        List<NativeId> ids = new ArrayList<>();
        delivered.setLong(1, DeliveryTable.first(seq));
        delivered.setLong(2, DeliveryTable.last(seq));
        try (ResultSet row = delivered.executeQuery()) {
            while (row.next()) {
                var network = new NetworkId(row.getString(1));
                ids.addAll(EnvelopeCodec.decodeIds(network, row.getBytes(2)));
            }
        }
        return ids;
    }

    @Override
    public void close() throws SQLException {
        candidates.close();
        delivered.close();
    }
}

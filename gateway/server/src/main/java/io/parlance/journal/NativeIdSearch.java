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
    private static final String FOUND = "select e.seq, e.id, e.body from ";

    private final IdParts parts;
    private final PreparedStatement recent;
    private final PreparedStatement candidates;
    private final PreparedStatement delivered;

    NativeIdSearch(Connection connection, IdParts parts) throws SQLException {
        this.parts = parts;
        recent = connection.prepareStatement(FOUND + "envelope e where e.seq = ?");
        candidates =
                connection.prepareStatement(
                        FOUND
                                + "native_id n join envelope e on e.seq = n.envelope"
                                + " where n.hash = ? and n.part = ?");
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
        // Before the parts: ids move from here to there, also between the two.
        for (long envelope : parts.recent().envelopes(hash)) {
            recent.setLong(1, envelope);
            add(hits, recent);
        }
        for (IdParts.Part part : parts.mayHold(hash)) {
            candidates.setLong(1, hash);
            candidates.setLong(2, part.number());
            add(hits, candidates);
        }
        return hits;
    }

    private static void add(SortedMap<Long, Hit> hits, PreparedStatement found)
            throws SQLException {
        try (ResultSet row = found.executeQuery()) {
            while (row.next()) {
                EnvelopeId id = Spellings.envelopeId(row.getBytes(2));
                Envelope envelope = EnvelopeCodec.decode(id, row.getBytes(3));
                hits.put(row.getLong(1), new Hit(row.getLong(1), envelope));
            }
        }
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
        recent.close();
        candidates.close();
        delivered.close();
    }
}

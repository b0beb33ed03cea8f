package io.parlance.journal;

import io.parlance.journal.TraceStep.Step;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.InvalidValue;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Tells an envelope's way, from the times in its own and its deliveries' rows and from the steps
/// that were written.
final class TraceQuery {
    private final Queries queries;
    private final List<TraceStep> steps = new ArrayList<>();

    private TraceQuery(Queries queries) {
        this.queries = queries;
    }

    static List<TraceStep> ask(Queries queries, String id) throws SQLException {
        TraceQuery query = new TraceQuery(queries);
        for (NativeIdSearch.Hit hit : query.find(id)) {
            query.add(hit.seq(), hit.envelope());
        }
        // Stable: steps of one millisecond stay in the usual order.
        query.steps.sort(Comparator.comparing(TraceStep::at));
        return query.steps;
    }

    private List<NativeIdSearch.Hit> find(String id) throws SQLException {
        List<NativeIdSearch.Hit> hits = new ArrayList<>(queries.search().findAll(id));
        try {
            queries.row(EnvelopeId.parse(id))
                    .ifPresent(row -> hits.add(new NativeIdSearch.Hit(row.seq(), row.envelope())));
        } catch (InvalidValue e) {
            // Not one of our ids: then it is a native one only.
            return hits;
        }
        return hits;
    }

    private void add(long seq, Envelope envelope) throws SQLException {
        EnvelopeId id = envelope.id();
        Instant accepted = accepted(seq);
        String ids =
                envelope.nativeIds().stream().map(NativeId::value).collect(Collectors.joining(" "));
        steps.add(new TraceStep(id, accepted, Step.ACCEPTED, envelope.origin(), ids));
        List<TraceStep> delivered = new ArrayList<>();
        deliveries(seq, id, accepted, delivered);
        written(seq, id);
        steps.addAll(delivered);
    }

    private Instant accepted(long seq) throws SQLException {
        try (PreparedStatement select =
                queries.connection.prepareStatement(
                        "select accepted from envelope where seq = ?")) {
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                return Instant.ofEpochMilli(row.getLong(1));
            }
        }
    }

    private void deliveries(long seq, EnvelopeId id, Instant accepted, List<TraceStep> delivered)
            throws SQLException {
        String sql =
                "select l.network, l.target, d.state, d.attempts, d.done, d.ids"
                        + " from delivery d join lane l on l.id = d.lane"
                        + " where d.id between ? and ? order by d.id";
        try (PreparedStatement select = queries.connection.prepareStatement(sql)) {
            select.setLong(1, DeliveryTable.first(seq));
            select.setLong(2, DeliveryTable.last(seq));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    var network = new NetworkId(row.getString(1));
                    String target = row.getString(2);
                    steps.add(new TraceStep(id, accepted, Step.ROUTED, network, target));
                    if (row.getInt(3) == DeliveryTable.DELIVERED) {
                        delivered.add(delivered(id, network, row));
                    }
                }
            }
        }
    }

    private static TraceStep delivered(EnvelopeId id, NetworkId network, ResultSet row)
            throws SQLException {
        String ids =
                EnvelopeCodec.decodeIds(network, row.getBytes(6)).stream()
                        .map(NativeId::value)
                        .collect(Collectors.joining(" "));
        String detail = "try " + row.getInt(4) + (ids.isEmpty() ? "" : ": " + ids);
        Instant done = Instant.ofEpochMilli(row.getLong(5));
        return new TraceStep(id, done, Step.DELIVERED, network, detail);
    }

    private void written(long seq, EnvelopeId id) throws SQLException {
        String sql = "select at, step, network, detail from trace where envelope = ? order by id";
        try (PreparedStatement select = queries.connection.prepareStatement(sql)) {
            select.setLong(1, seq);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String network = row.getString(3);
                    steps.add(
                            new TraceStep(
                                    id,
                                    Instant.ofEpochMilli(row.getLong(1)),
                                    Step.valueOf(row.getString(2)),
                                    network == null ? null : new NetworkId(network),
                                    row.getString(4)));
                }
            }
        }
    }
}

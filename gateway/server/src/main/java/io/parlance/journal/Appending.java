package io.parlance.journal;

import io.parlance.journal.JournalException.Reason;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds an envelope and its deliveries, unless its first native id is known.
record Appending(Envelope envelope, List<Destination> destinations, Unwritten unwritten)
        implements Change<Appended> {
    /// Why this cannot be written at all, or null if it can.
    @Nullable JournalException refusal() {
        return destinations.size() <= DeliveryTable.MAX_DESTINATIONS
                ? null
                : new JournalException(
                        Reason.INTERNAL,
                        "An envelope has at most %,d destinations, not %,d: unlink some rooms."
                                .formatted(DeliveryTable.MAX_DESTINATIONS, destinations.size()));
    }

    @Override
    public Appended apply(Tables tables) throws SQLException {
        long seq = tables.nextSeq();
        Optional<EnvelopeId> existing = index(tables, seq);
        if (existing.isPresent()) {
            return new Appended.Duplicate(existing.get());
        }
        long now = System.currentTimeMillis();
        tables.envelopes.add(envelope, now, tables.rooms);
        Instant due = Instant.ofEpochMilli(now);
        List<Pending> deliveries = new ArrayList<>(destinations.size());
        for (Destination destination : destinations) {
            long id = DeliveryTable.id(seq, deliveries.size());
            Pending delivery = new Pending(id, envelope, destination, 0, due);
            tables.deliveries.add(id, lane(tables, delivery), now);
            deliveries.add(delivery);
        }
        return new Appended.New(envelope.id(), deliveries);
    }

    /// Adds the native ids to the index, or answers the envelope that has the first already.
    private Optional<EnvelopeId> index(Tables tables, long seq) throws SQLException {
        List<NativeId> ids = envelope.nativeIds();
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        long first = NativeIdTable.hash(ids.getFirst().value());
        if (tables.nativeIds.mayHold(first)) {
            Optional<EnvelopeId> existing = tables.search.find(ids.getFirst());
            if (existing.isPresent()) {
                return existing;
            }
        }
        tables.nativeIds.add(first, seq);
        for (int i = 1; i < ids.size(); i++) {
            tables.nativeIds.add(ids.get(i), seq);
        }
        return Optional.empty();
    }

    private static long lane(Tables tables, Pending delivery) throws SQLException {
        Destination destination = delivery.destination();
        return tables.lanes.id(
                delivery.lane(),
                () ->
                        List.of(
                                destination.network().name(),
                                Spellings.conversation(destination.target())));
    }

    @Override
    public void settled() {
        unwritten.remove(envelope);
    }
}

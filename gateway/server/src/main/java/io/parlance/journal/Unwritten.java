package io.parlance.journal;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What was handed to the writer and is not committed yet, so that look-ups see it. It is looked at
/// *before* the database: what was removed from here in between is found there.
final class Unwritten {
    private final ConcurrentMap<EnvelopeId, Envelope> envelopes = new ConcurrentHashMap<>();
    private final ConcurrentMap<NativeId, EnvelopeId> nativeIds = new ConcurrentHashMap<>();
    private final ConcurrentMap<Place, NativeId> delivered = new ConcurrentHashMap<>();
    private final Set<Long> done = ConcurrentHashMap.newKeySet();

    private record Place(EnvelopeId envelope, NetworkId network, Conversation target) {
        static Place of(Pending delivery) {
            Destination to = delivery.destination();
            return new Place(delivery.envelope().id(), to.network(), to.target());
        }

        /// An envelope goes to few places, so its id alone spreads them well enough.
        @Override
        public int hashCode() {
            return envelope.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place(var id, var there, var where)
                    && envelope.equals(id)
                    && network.equals(there)
                    && target.equals(where);
        }
    }

    void add(Envelope envelope) {
        envelopes.put(envelope.id(), envelope);
        envelope.nativeIds().forEach(id -> nativeIds.putIfAbsent(id, envelope.id()));
    }

    void remove(Envelope envelope) {
        envelopes.remove(envelope.id());
        envelope.nativeIds().forEach(id -> nativeIds.remove(id, envelope.id()));
    }

    void addDelivered(Pending delivery, List<NativeId> ids) {
        done.add(delivery.id());
        ids.forEach(id -> nativeIds.putIfAbsent(id, delivery.envelope().id()));
        if (!ids.isEmpty()) {
            delivered.put(Place.of(delivery), ids.getFirst());
        }
    }

    void removeDelivered(Pending delivery, List<NativeId> ids) {
        done.remove(delivery.id());
        ids.forEach(id -> nativeIds.remove(id, delivery.envelope().id()));
        if (!ids.isEmpty()) {
            delivered.remove(Place.of(delivery));
        }
    }

    void addDead(Pending delivery) {
        done.add(delivery.id());
    }

    void removeDead(Pending delivery) {
        done.remove(delivery.id());
    }

    Optional<Envelope> envelope(EnvelopeId id) {
        return Optional.ofNullable(envelopes.get(id));
    }

    Optional<EnvelopeId> envelopeOf(NativeId id) {
        return Optional.ofNullable(nativeIds.get(id));
    }

    Optional<NativeId> nativeId(EnvelopeId id, NetworkId network, Conversation target) {
        return Optional.ofNullable(delivered.get(new Place(id, network, target)));
    }

    /// The deliveries that the database still calls pending although they are not.
    Set<Long> done() {
        return Set.copyOf(done);
    }
}

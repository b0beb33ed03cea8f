package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/// One envelope for one destination. Immutable; not a record, for it remembers its key.
public final class Delivery {
    private final Envelope envelope;
    private final NetworkId destination;
    private final Conversation target;
    private final Set<Address> audience;
    private final int attempt;

    /// Made when it is first asked for; whichever thread makes it makes the same.
    private @Nullable String key;

    /// A delivery.
    ///
    /// @param envelope what to deliver; its references already carry the destination's own native
    ///   ids
    /// @param destination the network that delivers
    /// @param target where, seen from the destination: a person there, a room there (linked with
    ///   the envelope's), a room that lives elsewhere and is shown there as a portal, or everyone
    /// @param audience for presence in [Conversation.Everyone]: who at the destination watches the
    ///   sender; else empty
    /// @param attempt 1 for the first try; a higher one may repeat a try that nevertheless arrived
    public Delivery(
            Envelope envelope,
            NetworkId destination,
            Conversation target,
            Set<Address> audience,
            int attempt) {
        this.envelope = envelope;
        this.destination = destination;
        this.target = target;
        this.audience = Set.copyOf(audience);
        this.attempt = attempt;
    }

    /// What to deliver; its references already carry the destination's own native ids.
    public Envelope envelope() {
        return envelope;
    }

    /// The network that delivers.
    public NetworkId destination() {
        return destination;
    }

    /// Where, seen from the destination: a person there, a room there (linked with the envelope's),
    /// a room that lives elsewhere and is shown there as a portal, or everyone.
    public Conversation target() {
        return target;
    }

    /// For presence in [Conversation.Everyone]: who at the destination watches the sender; else
    /// empty.
    public Set<Address> audience() {
        return audience;
    }

    /// 1 for the first try; a higher one may repeat a try that nevertheless arrived.
    public int attempt() {
        return attempt;
    }

    /// The same for every try of the same delivery, also after a crash, and different for any two
    /// deliveries: to be turned into the network's own idempotency key. A UUID, so it fits
    /// everywhere.
    public String key() {
        String known = key;
        if (known == null) {
            String name = envelope.id() + "|" + destination + "|" + target;
            known = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
            key = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return envelope.id() + " to " + target + " on " + destination;
    }
}

package io.parlance.model;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/// One envelope for one destination.
///
/// @param envelope what to deliver; its references already carry the destination's own native ids
/// @param destination the network that delivers
/// @param target where, seen from the destination: a person there, a room there (linked with the
///   envelope's), a room that lives elsewhere and is shown there as a portal, or everyone
/// @param audience for presence in [Conversation.Everyone]: who at the destination watches the
///   sender; else empty
/// @param attempt 1 for the first try; a higher one may repeat a try that nevertheless arrived
public record Delivery(
        Envelope envelope,
        NetworkId destination,
        Conversation target,
        Set<Address> audience,
        int attempt) {
    /// Copies the audience.
    public Delivery {
        audience = Set.copyOf(audience);
    }

    /// The same for every try of the same delivery, also after a crash, and different for any two
    /// deliveries: to be turned into the network's own idempotency key. A UUID, so it fits
    /// everywhere.
    public String key() {
        String name = envelope.id() + "|" + destination + "|" + target;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

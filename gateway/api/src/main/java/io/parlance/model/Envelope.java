package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// One event on its way through the gateway.
///
/// @param id ours, unique over all gateways
/// @param origin the network it came in by
/// @param sender who did it, by their own native address
/// @param conversation where
/// @param nativeIds the ids that the message has on the origin network, the one to refer to it by
///   first; empty for most events that are no messages
/// @param sentAt when the origin network says that it happened
/// @param trail the gateways it has passed, oldest first; without this one
/// @param event what happened
public record Envelope(
        EnvelopeId id,
        NetworkId origin,
        Participant sender,
        Conversation conversation,
        List<NativeId> nativeIds,
        Instant sentAt,
        List<Hop> trail,
        Event event) {
    /// Copies the lists.
    public Envelope {
        nativeIds = List.copyOf(nativeIds);
        trail = List.copyOf(trail);
    }

    /// A new envelope as an adapter reports it: fresh id, no hops.
    public static Envelope of(
            Participant sender,
            Conversation conversation,
            @Nullable NativeId nativeId,
            Instant sentAt,
            Event event) {
        return new Envelope(
                EnvelopeId.next(),
                sender.address().network(),
                sender,
                conversation,
                nativeId == null ? List.of() : List.of(nativeId),
                sentAt,
                List.of(),
                event);
    }

    /// The same envelope with another event, as the degrader makes.
    public Envelope withEvent(Event other) {
        return new Envelope(id, origin, sender, conversation, nativeIds, sentAt, trail, other);
    }

    /// The same envelope having passed these gateways.
    public Envelope withTrail(List<Hop> hops) {
        return new Envelope(id, origin, sender, conversation, nativeIds, sentAt, hops, event);
    }
}

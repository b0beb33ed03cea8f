package io.parlance.hub;

import io.parlance.model.NetworkId;

import java.util.Map;

/// What the hub has done and holds, at one moment. Counts rise from the start of the process.
///
/// @param networks per network
/// @param dropped envelopes that were ignored on purpose, by the word that says why
public record HubFigures(Map<NetworkId, Network> networks, Map<String, Long> dropped) {
    /// Copies the maps.
    public HubFigures {
        networks = Map.copyOf(networks);
        dropped = Map.copyOf(dropped);
    }

    /// One network's figures.
    ///
    /// @param accepted envelopes taken from it
    /// @param rejected envelopes refused to it
    /// @param recovered messages that catch-ups brought
    /// @param delivered deliveries that it took
    /// @param deferred tries that failed and are repeated
    /// @param refused deliveries that became dead letters
    /// @param omitted deliveries left out because it cannot express them
    /// @param timeouts tries that it never answered; they are among the deferred
    /// @param deliveryMillis milliseconds from an envelope's acceptance to its delivery, summed
    ///   over all that were delivered without a restart in between
    /// @param ephemeralsSent ephemeral events that it took
    /// @param ephemeralsDropped ephemeral events that were replaced by newer ones or dropped
    /// @param pending deliveries held in memory now
    /// @param lanes lanes held in memory now
    /// @param inFlight deliveries under way now
    /// @param ephemeralsPending ephemeral events that wait now
    public record Network(
            long accepted,
            long rejected,
            long recovered,
            long delivered,
            long deferred,
            long refused,
            long omitted,
            long timeouts,
            long deliveryMillis,
            long ephemeralsSent,
            long ephemeralsDropped,
            int pending,
            int lanes,
            int inFlight,
            int ephemeralsPending) {}
}

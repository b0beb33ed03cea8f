package io.parlance.admin;

/// How one network is.
///
/// @param name as configured
/// @param protocol the adapter
/// @param state `connecting`, `up`, `degraded`, `down` or `bad-credentials`
/// @param advice what to do about it; empty if nothing
/// @param fingerprint changes when the network's settings do; tells nothing about them
/// @param accepted envelopes that it brought since the start
/// @param delivered deliveries that it took since the start
/// @param deferred tries that failed and are repeated
/// @param refused deliveries that were given up
/// @param pending deliveries that wait for it in the journal
public record NetworkStatus(
        String name,
        String protocol,
        String state,
        String advice,
        String fingerprint,
        long accepted,
        long delivered,
        long deferred,
        long refused,
        long pending) {}

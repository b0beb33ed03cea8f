package io.parlance.admin;

import java.time.Instant;

/// A delivery that waits, or was given up. Never with the message's text.
///
/// @param id its number, for a replay
/// @param envelope the message's id in the gateway, for a trace
/// @param kind what it is: `message`, `membership` and so on
/// @param from who wrote it
/// @param network where it goes
/// @param to the person or room there
/// @param attempts how often it was tried
/// @param at when it is due, or when it was given up
/// @param reason why it waits, a word: how the network's link is while it is not up, else why the
///   last try failed; empty if there was none yet
/// @param failure the same in words
public record DeliveryView(
        long id,
        String envelope,
        String kind,
        String from,
        String network,
        String to,
        int attempts,
        Instant at,
        String reason,
        String failure) {}

package io.parlance.admin;

import java.time.Instant;

/// Something that crossed, or tried to.
///
/// @param what `accepted`, `dropped`, `rejected`, `delivered`, `deferred` or `refused`
/// @param at when
/// @param envelope the message's id in the gateway
/// @param kind what it is: `message`, `presence` and so on
/// @param from who did it
/// @param name the name they are shown by
/// @param origin the network it came from
/// @param network the network it came from or goes to
/// @param conversation the person or room, seen from `network`; empty if none
/// @param text the beginning of what was said, or what happened in words
/// @param why why it was dropped, rejected, deferred or refused; else empty
/// @param millis for what came: until it was on disk; for what went: since it came
public record CrossingView(
        String what,
        Instant at,
        String envelope,
        String kind,
        String from,
        String name,
        String origin,
        String network,
        String conversation,
        String text,
        String why,
        double millis) {}

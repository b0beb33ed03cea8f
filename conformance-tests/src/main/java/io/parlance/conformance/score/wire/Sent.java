package io.parlance.conformance.score.wire;

/// Something that was written.
///
/// @param id by which the network knows it
/// @param raw as it was on the wire
/// @param nanos when, on [System#nanoTime()]'s clock
public record Sent(String id, String raw, long nanos) {}

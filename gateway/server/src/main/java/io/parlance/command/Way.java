package io.parlance.command;

import io.parlance.model.Address;

import java.time.Instant;
import java.util.List;

/// The way of one message.
///
/// @param writer who wrote it
/// @param steps what happened to it, oldest first
public record Way(Address writer, List<Step> steps) {
    /// Copies the list.
    public Way {
        steps = List.copyOf(steps);
    }

    /// One thing that happened.
    ///
    /// @param at when
    /// @param what in a word
    /// @param network where; empty if at none
    /// @param detail for the operator
    public record Step(Instant at, String what, String network, String detail) {}
}

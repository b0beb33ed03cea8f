package io.parlance.spi;

/// How well a network expresses a feature.
public enum Support {
    /// The adapter refuses it, and the actor is told.
    REJECTED,
    /// It is left out without a word: noise to people there.
    DROPPED,
    /// It is told as readable text.
    FALLBACK,
    /// The network has it, with limits.
    PARTIAL,
    /// The network has it.
    FULL
}

package io.parlance.journal;

import io.parlance.model.EnvelopeId;

import java.util.List;

/// What became of an append.
public sealed interface Appended {
    /// It was new, and is on disk.
    ///
    /// @param id the envelope
    /// @param deliveries one for each destination, in their order
    record New(EnvelopeId id, List<Pending> deliveries) implements Appended {
        /// Copies the list.
        public New {
            deliveries = List.copyOf(deliveries);
        }
    }

    /// Its first native id was in the journal already: nothing was written.
    ///
    /// @param existing the envelope that has the id
    record Duplicate(EnvelopeId existing) implements Appended {}
}

package io.parlance.spi;

import io.parlance.model.EnvelopeId;
import io.parlance.model.Failure;

/// What the hub made of an envelope. All three may be acknowledged to the peer.
public sealed interface Acceptance {
    /// Taken, and durable if the event is.
    record Accepted(EnvelopeId id) implements Acceptance {}

    /// Ignored on purpose.
    ///
    /// @param why a word for logs and traces: `duplicate`, `own-ghost`, `loop`, `not-linked`
    record Dropped(String why) implements Acceptance {}

    /// Refused; the adapter tells the sender at once in the network's own way (a stanza error, a
    /// notice, a reply, a bounce).
    record Rejected(Failure failure) implements Acceptance {}
}

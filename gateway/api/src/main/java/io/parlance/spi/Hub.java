package io.parlance.spi;

import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

/// Where adapters report what comes in.
public interface Hub {
    /// Takes an envelope. For a durable event the future completes when it is on disk, for an
    /// ephemeral one when it was handed on. If the future fails (disk full, shutting down) the
    /// envelope was not taken, and the peer must not be acknowledged: it will send again.
    ///
    /// An envelope whose first native id was taken before is answered `Dropped` and may be
    /// acknowledged: that is how a peer's repetition is cut.
    Future<Acceptance> accept(Envelope envelope);

    /// Reports the state of a network's link. The same state twice counts once.
    void linkChanged(NetworkId network, LinkState state);

    /// Reports what a catch-up after a reconnect brought: `recovered` messages, and in words the
    /// window that could not be recovered, or an empty text.
    void caughtUp(NetworkId network, int recovered, String unrecoverable);
}

package io.parlance.adapter.mqtt;

import io.parlance.spi.LinkState;
import io.vertx.core.Future;

/// What a link tells.
interface LinkListener {
    /// A message came, in order, on the adapter's context. It is acknowledged to the broker when
    /// the future completes; when it fails, the broker is made to send it again.
    Future<Void> arrived(Arrival arrival);

    /// The link's state changed. On the link's thread.
    void changed(LinkState state);
}

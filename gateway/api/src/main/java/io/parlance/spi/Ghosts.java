package io.parlance.spi;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.util.Optional;

/// Which ghost stands for whom. A ghost's native spelling can fold case or be cut to a hash, so the
/// person behind it is remembered, never guessed back when it matters. Reads come from memory and
/// never block; writes are durable when their future completes.
public interface Ghosts {
    /// Whom the ghost with this spelling on `network` stands for, if it was remembered.
    Optional<Address> origin(NetworkId network, String ghost);

    /// Remembers that `ghost` on `network` stands for `origin`. Cheap if it is known already.
    ///
    /// @return a future that fails if another origin is already remembered for that ghost
    Future<Void> remember(NetworkId network, String ghost, Address origin);
}

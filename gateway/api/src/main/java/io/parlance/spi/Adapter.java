package io.parlance.spi;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import java.util.Optional;

/// One network, connected. The rules, both ways:
/// 1. An adapter never blocks an event loop; blocking libraries run on virtual threads.
/// 2. [Hub#accept] completes when the envelope is durable; only then the adapter acknowledges its
///    peer (HTTP 200, PUBACK, IMAP cursor, MAM cursor). If it fails, the peer is not acknowledged.
/// 3. [#deliver] completes only when the network took responsibility (event id, reflection or
///    acknowledgement, PUBACK, SMTP 250).
/// 4. Deliveries of one conversation come one at a time, in order; conversations run in parallel.
/// 5. The same delivery may come again after a crash: [Delivery#key()] becomes the network's own
///    idempotency key. Where a network has none, the adapter looks before it sends again if
///    [Delivery#attempt()] is over 1.
/// 6. An unknown failure is `Deferred`. Rate limits are honoured with the network's own retry time.
///    Only the outbox retries; an adapter only reconnects its link.
/// 7. Trouble with the link is a [LinkState] given to [Hub#linkChanged], never an exception.
/// 8. After a reconnect the adapter catches up from a durable cursor and reports how many messages
///    were recovered, or which window could not be.
/// 9. [#stop] drains, then closes.
///
/// Methods may be called from any thread; futures may complete on any thread.
public interface Adapter {
    /// What this network can express.
    Capabilities capabilities();

    /// What can be expressed in one conversation there: less than [#capabilities()] where a room's
    /// own software or settings forbid it. From memory, at once.
    default Capabilities capabilities(Conversation target) {
        return capabilities();
    }

    /// How this network spells addresses.
    AddressSpace addresses();

    /// What `person` may do in `room`, both of this network, as the network says now; empty if it
    /// cannot tell. Somebody who is not there is a [Event.Role#VISITOR]. May ask the server.
    default Future<Optional<Event.Role>> role(Address room, Address person) {
        return Future.succeededFuture(Optional.empty());
    }

    /// Starts connecting. Completes once the adapter is ready to take deliveries, connected or not;
    /// fails only for what waiting cannot mend, such as a port in use.
    Future<Void> start();

    /// Delivers one envelope to this network. Never throws and never fails: every fault is an
    /// outcome. For an ephemeral event, the outcome is only counted.
    Future<Outcome> deliver(Delivery delivery);

    /// Lets what is under way finish (bounded to a few seconds), then closes the link.
    Future<Void> stop();
}

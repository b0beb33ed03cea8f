package io.parlance.spi;

import io.parlance.model.Address;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import java.util.List;
import java.util.Set;

/// What the gateway knows of rooms. Reads other than history come from memory and never block.
public interface Rooms {
    /// The rooms of `network` that are linked with others: those that its adapter must be in.
    Set<Address> linkedOn(NetworkId network);

    /// The rooms that are linked with `room`, without itself; empty if it is not linked.
    Set<Address> linkedWith(Address room);

    /// The people in `room` and in the rooms linked with it, as far as known, on whatever network.
    List<Participant> occupants(Address room);

    /// The subject of `room`, or an empty text.
    String topic(Address room);

    /// The last `limit` messages of `room` and the rooms linked with it, oldest first, from the
    /// journal.
    Future<List<Envelope>> history(Address room, int limit);
}

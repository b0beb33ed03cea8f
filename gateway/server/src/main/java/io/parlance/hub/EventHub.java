package io.parlance.hub;

import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Journal;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.parlance.spi.Networks;
import io.parlance.spi.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;

/// The hub: the one door between adapters. Any thread.
public final class EventHub implements Hub {
    private final NetworkRegistry networks = new NetworkRegistry();
    private final Rooms rooms;
    private final Linking linking;

    /// A hub for the gateway `gateway`, over a journal and a mapping that the caller closes after
    /// [#stop].
    public EventHub(
            Vertx vertx,
            String gateway,
            Journal journal,
            IdentityMapping mapping,
            HubSettings settings) {
        this.rooms = new RoomsView(mapping.links(), mapping.memberships(), journal);
        this.linking = new Linking(gateway, networks, mapping.links(), journal::append);
    }

    /// Adds a network, before [#start].
    public void add(NetworkId network, Adapter adapter) {
        networks.add(network, adapter);
    }

    /// The networks, as adapters may ask for them.
    public Networks networks() {
        return networks;
    }

    /// The rooms, as adapters may ask for them.
    public Rooms rooms() {
        return rooms;
    }

    /// Links rooms, for operators.
    public Linking linking() {
        return linking;
    }

    /// Starts every adapter, and takes up what the journal still holds to be delivered. Fails, naming
    /// the network, if an adapter cannot start.
    public Future<Void> start() {
        return Future.failedFuture("The hub follows.");
    }

    /// Takes nothing more, waits bounded for what is under way, and stops every adapter. Journal and
    /// mapping may be closed after that.
    public Future<Void> stop() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        return Future.failedFuture("The hub follows.");
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {}

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {}

    /// The state of every network's link.
    public Map<NetworkId, LinkState> links() {
        return Map.of();
    }

    /// Makes a dead letter pending again.
    ///
    /// @return whether there was a dead letter of that number
    public Future<Boolean> replay(long deliveryId) {
        return Future.succeededFuture(false);
    }

    /// What was done so far, and what is held.
    public HubFigures figures() {
        return new HubFigures(Map.of(), Map.of());
    }
}

package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.GatewayBot;
import io.parlance.model.NetworkId;
import io.parlance.spi.Adapter;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Networks;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// The adapters by the names of their networks. Any thread.
final class NetworkRegistry implements Networks {
    private final Map<NetworkId, Adapter> adapters = new ConcurrentSkipListMap<>();
    private final Set<NetworkId> configured = new ConcurrentSkipListSet<>();

    /// Adds a network.
    void add(NetworkId network, Adapter adapter) {
        if (adapters.putIfAbsent(network, adapter) != null) {
            throw new IllegalArgumentException("There are two networks called '" + network + "'.");
        }
        if (!network.equals(GatewayBot.NETWORK)) {
            configured.add(network);
        }
    }

    Map<NetworkId, Adapter> all() {
        return Collections.unmodifiableMap(adapters);
    }

    @Nullable Adapter find(NetworkId network) {
        return adapters.get(network);
    }

    /// All that can be written to: the configured networks and the gateway's own.
    Set<NetworkId> reachable() {
        return Collections.unmodifiableSet(adapters.keySet());
    }

    @Override
    public Set<NetworkId> ids() {
        return Collections.unmodifiableSet(configured);
    }

    @Override
    public AddressSpace addresses(NetworkId network) {
        return known(network).addresses();
    }

    @Override
    public Capabilities capabilities(NetworkId network) {
        return known(network).capabilities();
    }

    /// What can be expressed in `room`.
    Capabilities capabilities(Address room) {
        return known(room.network()).capabilities(new Conversation.Room(room));
    }

    private Adapter known(NetworkId network) {
        Adapter adapter = adapters.get(network);
        if (adapter == null) {
            throw new IllegalArgumentException(
                    "There is no network called '" + network + "'; there are " + adapters.keySet());
        }
        return adapter;
    }
}

package io.parlance.conformance.contract;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Adapter;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Ghosts;
import io.parlance.spi.MediaStore;
import io.parlance.spi.Networks;
import io.parlance.spi.Rooms;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What a gateway gives an adapter, in memory and without rooms that are linked. It outlives the
/// adapter, as a data folder does.
final class Surroundings implements Networks, Ghosts, Rooms, StateStore, MediaStore {
    private final Map<NetworkId, Adapter> adapters = new ConcurrentHashMap<>();
    private final Map<String, Address> ghosts = new ConcurrentHashMap<>();
    private final Map<String, String> state = new ConcurrentHashMap<>();

    /// Makes a network known by its adapter.
    void add(NetworkId network, Adapter adapter) {
        adapters.put(network, adapter);
    }

    /// The adapter of a network.
    Adapter adapter(NetworkId network) {
        Adapter adapter = adapters.get(network);
        if (adapter == null) {
            throw new IllegalArgumentException("No network " + network);
        }
        return adapter;
    }

    @Override
    public Set<NetworkId> ids() {
        return new TreeSet<>(adapters.keySet());
    }

    @Override
    public AddressSpace addresses(NetworkId network) {
        return adapter(network).addresses();
    }

    @Override
    public Capabilities capabilities(NetworkId network) {
        return adapter(network).capabilities();
    }

    @Override
    public Optional<Address> origin(NetworkId network, String ghost) {
        return Optional.ofNullable(ghosts.get(network + " " + ghost));
    }

    @Override
    public Future<Void> remember(NetworkId network, String ghost, Address origin) {
        Address known = ghosts.putIfAbsent(network + " " + ghost, origin);
        return known == null || known.equals(origin)
                ? Future.succeededFuture()
                : Future.failedFuture(ghost + " stands for " + known);
    }

    @Override
    public Set<Address> linkedOn(NetworkId network) {
        return Set.of();
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        return Set.of();
    }

    @Override
    public List<Participant> occupants(Address room) {
        return List.of();
    }

    @Override
    public String topic(Address room) {
        return "";
    }

    @Override
    public Future<List<Envelope>> history(Address room, int limit) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<String>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(state.get(key)));
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        Map<String, String> found = new TreeMap<>(state);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Void> put(String key, String value) {
        state.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        state.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public long limit() {
        return 0;
    }

    @Override
    public Attachment keep(Attachment described, InputStream content) {
        throw new UnsupportedOperationException("No file is sent in these tests.");
    }

    @Override
    public Media open(Attachment attachment) {
        throw new UnsupportedOperationException("No file is sent in these tests.");
    }
}

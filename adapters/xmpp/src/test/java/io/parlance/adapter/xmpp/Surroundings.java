package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Ghosts;
import io.parlance.spi.MediaStore;
import io.parlance.spi.Networks;
import io.parlance.spi.Rooms;
import io.parlance.spi.Settings;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// All that an adapter is given, in memory: one XMPP network beside one that spells as Matrix does.
final class Surroundings implements Networks, Ghosts, Rooms, StateStore, MediaStore {
    static final NetworkId XMPP = new NetworkId("xmpp");
    static final NetworkId MATRIX = MatrixLikeSpace.MATRIX;

    final RecordingHub hub = new RecordingHub();
    final Map<String, String> stored = new ConcurrentHashMap<>();
    final Map<String, Address> remembered = new ConcurrentHashMap<>();
    final Set<Address> linked = ConcurrentHashMap.newKeySet();
    final List<Participant> occupants = new CopyOnWriteArrayList<>();
    final List<Envelope> said = new CopyOnWriteArrayList<>();
    final Map<URI, byte[]> files = new ConcurrentHashMap<>();
    volatile String topic = "";

    AdapterContext context(Vertx vertx, Map<String, Object> settings) {
        return new AdapterContext(
                "gw1",
                XMPP,
                new Settings("networks.xmpp", settings),
                vertx,
                hub,
                this,
                this,
                this,
                this,
                this);
    }

    static Map<String, Object> settings(int port) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", port);
        settings.put("secret", "s3cret");
        settings.put("domain", "xmpp.test");
        settings.put("components", Map.of("matrix", "matrix.xmpp.test"));
        settings.put("muc_services", List.of("rooms.xmpp.test"));
        settings.put("reconnect", "1s");
        settings.put("timeout", "2s");
        return settings;
    }

    @Override
    public Set<NetworkId> ids() {
        return Set.of(XMPP, MATRIX);
    }

    @Override
    public AddressSpace addresses(NetworkId network) {
        return network.equals(MATRIX)
                ? new MatrixLikeSpace()
                : new XmppAddresses(XMPP, Set.of("rooms.xmpp.test"), Set.of());
    }

    @Override
    public Capabilities capabilities(NetworkId network) {
        return new Capabilities(Map.of(), 65536);
    }

    @Override
    public Optional<Address> origin(NetworkId network, String ghost) {
        return Optional.ofNullable(remembered.get(ghost));
    }

    @Override
    public Future<Void> remember(NetworkId network, String ghost, Address origin) {
        remembered.put(ghost, origin);
        return Future.succeededFuture();
    }

    @Override
    public Set<Address> linkedOn(NetworkId network) {
        Set<Address> on = new HashSet<>(linked);
        on.removeIf(address -> !address.network().equals(network));
        return on;
    }

    @Override
    public Set<Address> linkedWith(Address room) {
        return Set.of();
    }

    @Override
    public List<Participant> occupants(Address room) {
        return List.copyOf(occupants);
    }

    @Override
    public String topic(Address room) {
        return topic;
    }

    @Override
    public Future<List<Envelope>> history(Address room, int limit) {
        return Future.succeededFuture(
                List.copyOf(said.subList(Math.max(0, said.size() - limit), said.size())));
    }

    @Override
    public Future<Optional<String>> get(String key) {
        return Future.succeededFuture(Optional.ofNullable(stored.get(key)));
    }

    @Override
    public Future<Map<String, String>> list(String prefix) {
        Map<String, String> found = new TreeMap<>(stored);
        found.keySet().removeIf(key -> !key.startsWith(prefix));
        return Future.succeededFuture(found);
    }

    @Override
    public Future<Void> put(String key, String value) {
        stored.put(key, value);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> remove(String key) {
        stored.remove(key);
        return Future.succeededFuture();
    }

    @Override
    public long limit() {
        return 0;
    }

    @Override
    public Attachment keep(Attachment described, InputStream content) {
        throw new UnsupportedOperationException("This adapter keeps no files.");
    }

    @Override
    public Media open(Attachment attachment) throws IOException {
        byte[] content = files.get(attachment.location());
        if (content == null) {
            throw new IOException("there is no file at " + attachment.location());
        }
        return new Media(new ByteArrayInputStream(content), content.length, attachment.mediaType());
    }
}

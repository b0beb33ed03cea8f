package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Ghosts;
import io.parlance.spi.LinkState;
import io.parlance.spi.MediaStore;
import io.parlance.spi.Rooms;
import io.parlance.spi.Settings;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.awaitility.Awaitility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One adapter between a scripted broker and a recording hub.
final class Lab implements AutoCloseable {
    static final Participant ALICE =
            new Participant(Address.person(TestNetworks.XMPP, "alice@xmpp.test"), "Alice");
    static final Address LOBBY = Address.room(TestNetworks.MQTT, "lobby");
    static final Address BOB = Address.person(TestNetworks.MQTT, "bob");

    final Vertx vertx = Vertx.vertx();
    final FakeBroker broker = new FakeBroker(vertx);
    final RecordingHub hub = new RecordingHub();
    final Map<String, Object> settings = new HashMap<>();
    final List<Participant> occupants = new java.util.concurrent.CopyOnWriteArrayList<>();
    final MemoryMedia media = new MemoryMedia();
    final MemoryStore store = new MemoryStore();
    private MqttAdapter adapter;

    /// A broker that runs, and an adapter that does not yet.
    Lab() throws IOException, ConfigException {
        broker.start();
        settings.put("broker", "tcp://127.0.0.1:" + broker.port());
        settings.put("username", "parlance");
        settings.put("password", "right");
        settings.put("client_id", "gw");
        settings.put("realm", "lab");
        adapter = make();
    }

    /// Starts the adapter and waits until it is connected.
    Lab connect() throws TimeoutException, ConfigException {
        start();
        awaitUp(1);
        return this;
    }

    /// Starts the adapter.
    void start() throws TimeoutException, ConfigException {
        adapter = make();
        adapter.start().await(10, TimeUnit.SECONDS);
    }

    private MqttAdapter make() throws ConfigException {
        Backoff backoff =
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(5));
        Settings read = new Settings("networks.mqtt", settings);
        return new MqttAdapter(context(read), MqttConfig.from(read, "gw1"), backoff);
    }

    private AdapterContext context(Settings read) {
        return new AdapterContext(
                "gw1",
                TestNetworks.MQTT,
                read,
                vertx,
                hub,
                new TestNetworks(),
                new NoGhosts(),
                new KnownRooms(),
                store,
                media);
    }

    MqttAdapter adapter() {
        return adapter;
    }

    /// Waits until the link was up so many times.
    void awaitUp(int times) {
        await(() -> hub.states.stream().filter(LinkState.Up.class::isInstance).count() >= times);
    }

    /// Waits for a condition, for a bounded time.
    static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    /// Has an event of somebody on XMPP delivered.
    Future<Outcome> deliver(Conversation target, Event event) {
        return adapter.deliver(delivery(target, event));
    }

    static Delivery delivery(Conversation target, Event event) {
        NativeId none = null;
        Envelope envelope = Envelope.of(ALICE, target, none, Instant.EPOCH, event);
        return new Delivery(envelope, TestNetworks.MQTT, target, Set.of(), 1);
    }

    /// The result of a future, for a bounded time.
    static <T> T get(Future<T> future) throws TimeoutException {
        return future.await(15, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws TimeoutException {
        get(adapter.stop());
        broker.close();
        get(vertx.close());
    }

    private static final class NoGhosts implements Ghosts {
        @Override
        public Optional<Address> origin(NetworkId network, String ghost) {
            return Optional.empty();
        }

        @Override
        public Future<Void> remember(NetworkId network, String ghost, Address origin) {
            return Future.succeededFuture();
        }
    }

    private final class KnownRooms implements Rooms {
        @Override
        public Set<Address> linkedOn(NetworkId network) {
            return Set.of(LOBBY);
        }

        @Override
        public Set<Address> linkedWith(Address room) {
            return Set.of(Address.room(TestNetworks.XMPP, "lobby@rooms.xmpp.test"));
        }

        @Override
        public List<Participant> occupants(Address room) {
            return occupants;
        }

        @Override
        public String topic(Address room) {
            return "What is said here is heard everywhere";
        }

        @Override
        public Future<List<Envelope>> history(Address room, int limit) {
            return Future.succeededFuture(List.of());
        }
    }

    /// Keeps state in memory.
    static final class MemoryStore implements StateStore {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Future<Optional<String>> get(String key) {
            return Future.succeededFuture(Optional.ofNullable(values.get(key)));
        }

        @Override
        public Future<Map<String, String>> list(String prefix) {
            Map<String, String> found = new TreeMap<>(values);
            found.keySet().removeIf(key -> !key.startsWith(prefix));
            return Future.succeededFuture(found);
        }

        @Override
        public Future<Void> put(String key, String value) {
            values.put(key, value);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> remove(String key) {
            values.remove(key);
            return Future.succeededFuture();
        }
    }

    /// Keeps files in memory.
    static final class MemoryMedia implements MediaStore {
        final Map<String, byte[]> kept = new ConcurrentHashMap<>();
        final List<Boolean> virtual = new java.util.concurrent.CopyOnWriteArrayList<>();

        @Override
        public long limit() {
            return 100_000;
        }

        @Override
        public Attachment keep(Attachment described, InputStream content) throws IOException {
            virtual.add(Thread.currentThread().isVirtual());
            byte[] bytes = content.readAllBytes();
            kept.put(described.name(), bytes);
            return new Attachment(
                    described.name(),
                    described.mediaType(),
                    bytes.length,
                    URI.create("https://media.test/" + described.name()),
                    described.kind(),
                    described.details());
        }

        @Override
        public Media open(Attachment attachment) throws IOException {
            virtual.add(Thread.currentThread().isVirtual());
            byte[] bytes = kept.get(attachment.name());
            if (bytes == null) {
                throw new IOException("no such file");
            }
            return new Media(new ByteArrayInputStream(bytes), bytes.length, "image/png");
        }
    }
}

package io.parlance.conformance.bench;

import io.parlance.conformance.lab.LabEnv;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The load generator: two XMPP components, an MQTT client and a homeserver on one event loop.
final class Generator implements AutoCloseable {
    private static final long SECONDS = 20;

    // Starting while everything else starts may hold the event loop up; nobody need hear of it.
    private final Vertx vertx =
            Vertx.vertx(
                    new VertxOptions()
                            .setMaxEventLoopExecuteTime(20)
                            .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    private final Context loop = vertx.getOrCreateContext();
    private final NetClient client =
            vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    private final Load load = new Load(vertx, loop);
    private final FakeHomeserver homeserver;
    private final int homeserverPort;
    private final Set<String> entered = new HashSet<>();
    private final AtomicInteger rooms = new AtomicInteger();
    private final Map<String, Integer> errors = new ConcurrentHashMap<>();
    private volatile boolean bigFile;
    private @Nullable XmppPeer bench1;
    private @Nullable XmppPeer bench2;
    private @Nullable MqttPeer mqtt;

    private Generator() {
        this.homeserver =
                onLoop(
                        () ->
                                Future.succeededFuture(
                                        new FakeHomeserver(
                                                vertx, Servers.tokens(), new AtHomeserver())));
        this.homeserverPort = onLoop(homeserver::listen);
    }

    /// Opens the homeserver's port; the rest needs servers: see [#connect].
    static Generator open() {
        return new Generator();
    }

    /// Connects to the lab's servers.
    void connect(LabEnv lab) {
        int xmpp = lab.port("XMPP_COMPONENT_PORT");
        String secret = lab.get("XMPP_COMPONENT_SECRET");
        AtXmpp reader = new AtXmpp();
        bench1 = onLoop(() -> XmppPeer.connect(client, xmpp, Servers.BENCH1, secret, reader));
        bench2 = onLoop(() -> XmppPeer.connect(client, xmpp, Servers.BENCH2, secret, reader));
        mqtt =
                onLoop(
                        () ->
                                MqttPeer.connect(
                                        client,
                                        lab.port("MQTT_PORT"),
                                        "bench",
                                        lab.get("MQTT_GATEWAY_USER"),
                                        lab.get("MQTT_GATEWAY_PASSWORD"),
                                        new AtMqtt()));
        String realm = "im/v1/" + lab.get("MQTT_REALM") + "/";
        for (String filter : new String[] {"user/alice/evt", "room/+/evt"}) {
            onLoop(() -> mqtt().subscribe(realm + filter));
        }
        onLoop(() -> mqtt().subscribe("floor/out/+"));
        onLoop(() -> mqtt().subscribe("bench/direct"));
    }

    Load load() {
        return load;
    }

    FakeHomeserver homeserver() {
        return homeserver;
    }

    int homeserverPort() {
        return homeserverPort;
    }

    Vertx vertx() {
        return vertx;
    }

    XmppPeer bench1() {
        return there(bench1);
    }

    XmppPeer bench2() {
        return there(bench2);
    }

    MqttPeer mqtt() {
        return there(mqtt);
    }

    private static <T> T there(@Nullable T peer) {
        if (peer == null) {
            throw new IllegalStateException("connect() comes first");
        }
        return peer;
    }

    /// How many rooms of the homeserver the gateway's users have entered, each user and room once.
    int rooms() {
        return rooms.get();
    }

    /// Whether the large file was seen on MQTT.
    boolean seenBigFile() {
        return bigFile;
    }

    /// What stanzas came back as errors said, and how often.
    Map<String, Integer> errors() {
        return Map.copyOf(errors);
    }

    /// Does something again and again on the event loop.
    ///
    /// @return the timer
    long every(int millis, Runnable task) {
        return vertx.setPeriodic(millis, _ -> loop.runOnContext(_ -> task.run()));
    }

    /// Runs `task` on the event loop and waits for what it promises.
    <T> T onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(_ -> task.get().onComplete(done));
        return done.future()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class AtXmpp implements XmppPeer.Reader {
        @Override
        public void message(String from, String to, String body) {
            Numbered.read(body, load);
        }

        @Override
        public void error(String from, String what) {
            errors.merge(what, 1, Integer::sum);
        }

        @Override
        public void endOfBatch() {
            load.endOfBatch();
        }
    }

    private final class AtMqtt implements MqttPeer.Reader {
        @Override
        public void published(
                Buffer packet, int topicStart, int topicEnd, int payloadStart, int end) {
            String payload = packet.getString(payloadStart, end, "ISO-8859-1");
            if (payload.contains(BigFile.NAME)) {
                bigFile = true;
            }
            Numbered.read(payload, load);
        }

        @Override
        public void endOfBatch() {
            load.endOfBatch();
        }
    }

    private final class AtHomeserver implements FakeHomeserver.Listener {
        @Override
        public void joined(String room, @Nullable String user) {
            if (entered.add(room + " " + user)) {
                rooms.incrementAndGet();
            }
        }

        @Override
        public void sent(String body) {
            Numbered.read(body, load);
            load.endOfBatch();
        }

        @Override
        public void endOfBatch() {
            load.endOfBatch();
        }
    }
}

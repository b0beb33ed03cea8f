package io.parlance.conformance.bench.floor;

import io.parlance.conformance.bench.MqttPeer;
import io.parlance.conformance.bench.MqttWire;
import io.parlance.conformance.bench.XmppPeer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// A bare bridge: what anybody writes to the component goes to `floor/out/<local part>`, and what
/// is published to `floor/in/<user>` goes to that user of the component given. Each batch of a
/// socket is one commit, made before it is passed on. Started by the bench as a process of its own.
public final class BareBridge {
    private static final String IN = "floor/in/";

    private final Settings settings;
    private final GroupedLog log;
    private final NetClient client;
    private final Map<String, Buffer> topics = new HashMap<>();
    private XmppPeer xmpp;
    private MqttPeer mqtt;

    /// Where to connect; in the order of the arguments of [#main].
    record Settings(
            int xmppPort,
            String domain,
            String secret,
            int mqttPort,
            String user,
            String password,
            String peerDomain,
            Path log) {
        static Settings of(String[] args) {
            return new Settings(
                    Integer.parseInt(args[0]),
                    args[1],
                    args[2],
                    Integer.parseInt(args[3]),
                    args[4],
                    args[5],
                    args[6],
                    Path.of(args[7]));
        }
    }

    @SuppressWarnings("NullAway") // Both connections are set before anything can arrive.
    private BareBridge(Vertx vertx, Settings settings, GroupedLog log) {
        this.settings = settings;
        this.log = log;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /// Runs until its standard input ends, so that it never outlives the bench.
    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.of(args);
        Vertx vertx = Vertx.vertx();
        CountDownLatch over = new CountDownLatch(1);
        try (GroupedLog log = GroupedLog.open(settings.log())) {
            BareBridge bridge = new BareBridge(vertx, settings, log);
            vertx.getOrCreateContext()
                    .runOnContext(
                            _ ->
                                    bridge.start()
                                            .onSuccess(_ -> say("ready"))
                                            .onFailure(
                                                    e -> {
                                                        say(String.valueOf(e.getMessage()));
                                                        over.countDown();
                                                    }));
            Thread.ofVirtual().start(() -> untilInputEnds(over));
            over.await();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void untilInputEnds(CountDownLatch over) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said to it.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            over.countDown();
        }
    }

    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private Future<Void> start() {
        return MqttPeer.connect(
                        client,
                        settings.mqttPort(),
                        "bench-floor",
                        settings.user(),
                        settings.password(),
                        new FromMqtt())
                .onSuccess(peer -> mqtt = peer)
                .compose(
                        _ ->
                                XmppPeer.connect(
                                        client,
                                        settings.xmppPort(),
                                        settings.domain(),
                                        settings.secret(),
                                        new FromXmpp()))
                .onSuccess(peer -> xmpp = peer)
                .compose(_ -> mqtt.subscribe(IN + "+"));
    }

    private final class FromXmpp implements XmppPeer.Reader {
        @Override
        public void message(String from, String to, String body) {
            byte[] payload =
                    ("{\"from\":\"" + from + "\",\"text\":\"" + body.replace("\"", "\\\"") + "\"}")
                            .getBytes(StandardCharsets.UTF_8);
            log.add(payload);
            String user = to.substring(0, Math.max(0, to.indexOf('@')));
            mqtt.publish(
                    topics.computeIfAbsent(user, it -> MqttWire.text("floor/out/" + it)), payload);
        }

        @Override
        public void error(String from, String what) {
            say("error from " + from + ": " + what);
        }

        @Override
        public void endOfBatch() {
            log.commit();
            if (mqtt != null) {
                mqtt.flush();
            }
        }
    }

    private final class FromMqtt implements MqttPeer.Reader {
        private long count;

        @Override
        public void published(
                Buffer packet, int topicStart, int topicEnd, int payloadStart, int end) {
            log.add(packet.getBytes(payloadStart, end));
            String user = packet.getString(topicStart + IN.length(), topicEnd);
            String text = packet.getString(payloadStart, end);
            xmpp.write(
                    "<message from='mqtt@"
                            + settings.domain()
                            + "' to='"
                            + user
                            + "@"
                            + settings.peerDomain()
                            + "' type='chat' id='f"
                            + count++
                            + "'><body>"
                            + XmppPeer.escaped(text)
                            + "</body></message>");
        }

        @Override
        public void endOfBatch() {
            log.commit();
            if (xmpp != null) {
                xmpp.flush();
            }
        }
    }
}

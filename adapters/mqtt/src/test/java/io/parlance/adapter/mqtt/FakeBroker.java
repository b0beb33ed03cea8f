package io.parlance.adapter.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.parlance.testing.StablePort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// A broker that does what a test tells it: keeps a session for the one subscriber, sends what was
/// not acknowledged again, withholds acknowledgements, refuses, takes over, goes away and comes
/// back.
final class FakeBroker implements AutoCloseable {
    /// The most publications it takes at once.
    static final int RECEIVE_MAXIMUM = 10;

    private final Vertx vertx;
    private @Nullable MqttServer server;
    private final int port;
    private volatile @Nullable MqttEndpoint subscriber;
    private volatile @Nullable MqttEndpoint publisher;
    private final Map<Integer, Sent> unacknowledged = new LinkedHashMap<>();
    private int lastId;

    final List<String> subscribed = new CopyOnWriteArrayList<>();
    final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    final List<MqttPublishMessage> published = new CopyOnWriteArrayList<>();
    final List<MqttPublishMessage> withheld = new CopyOnWriteArrayList<>();
    final List<String> connections = new CopyOnWriteArrayList<>();
    volatile Function<String, MqttPubAckReasonCode> answer = _ -> MqttPubAckReasonCode.SUCCESS;
    volatile boolean withhold;
    volatile boolean keepsSession = true;
    volatile String password = "right";

    private record Sent(String topic, Buffer payload, MqttProperties properties, int qos) {}

    /// Not yet listening.
    FakeBroker(Vertx vertx) throws IOException {
        this.vertx = vertx;
        this.port = StablePort.find();
    }

    /// Listens, on the same port each time.
    ///
    /// COMPAT: Netty 4.2 says that a socket is closed before the selector has let go of it; until
    /// then, its port is in use.
    FakeBroker start() {
        Awaitility.await().ignoreExceptionsInstanceOf(BindException.class).until(this::listens);
        return this;
    }

    private boolean listens() throws TimeoutException {
        MqttServerOptions options =
                new MqttServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setMaxMessageSize(8 << 20);
        MqttServer listening = MqttServer.create(vertx, options).endpointHandler(this::connected);
        listening.listen().await(10, TimeUnit.SECONDS);
        server = listening;
        return true;
    }

    int port() {
        return port;
    }

    private void connected(MqttEndpoint endpoint) {
        connections.add(endpoint.clientIdentifier());
        if (endpoint.auth() == null || !password.equals(endpoint.auth().getPassword())) {
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD);
            return;
        }
        endpoint.publishHandler(message -> received(endpoint, message));
        endpoint.publishAcknowledgeHandler(this::acknowledged);
        endpoint.subscribeHandler(
                wanted -> {
                    wanted.topicSubscriptions().forEach(one -> subscribed.add(one.topicName()));
                    endpoint.subscribeAcknowledge(
                            wanted.messageId(),
                            wanted.topicSubscriptions().stream()
                                    .map(_ -> MqttQoS.AT_LEAST_ONCE)
                                    .toList());
                });
        endpoint.exceptionHandler(_ -> endpoint.close());
        MqttProperties granted = new MqttProperties();
        granted.add(new MqttProperties.IntegerProperty(33, RECEIVE_MAXIMUM));
        if (endpoint.clientIdentifier().endsWith("-pub")) {
            endpoint.accept(false, granted);
            publisher = endpoint;
        } else {
            resume(endpoint, granted);
        }
    }

    private synchronized void resume(MqttEndpoint endpoint, MqttProperties granted) {
        boolean present = keepsSession && !endpoint.isCleanSession() && lastId > 0;
        if (!keepsSession) {
            unacknowledged.clear();
        }
        endpoint.accept(present, granted);
        subscriber = endpoint;
        unacknowledged.forEach((id, sent) -> push(endpoint, id, sent));
    }

    private void received(MqttEndpoint endpoint, MqttPublishMessage message) {
        published.add(message);
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
            if (withhold) {
                withheld.add(message);
            } else {
                endpoint.publishAcknowledge(
                        message.messageId(),
                        answer.apply(message.topicName()),
                        MqttProperties.NO_PROPERTIES);
            }
        }
    }

    private synchronized void acknowledged(int id) {
        acknowledged.add(id);
        unacknowledged.remove(id);
    }

    /// A client says something; the subscriber is sent it now, or when it comes back.
    void say(String topic, String payload) {
        say(topic, payload.getBytes(StandardCharsets.UTF_8), new MqttProperties(), 1);
    }

    /// The same with a correlation id.
    void say(String topic, String payload, String id) {
        MqttProperties properties = new MqttProperties();
        properties.add(new MqttProperties.BinaryProperty(9, id.getBytes(StandardCharsets.UTF_8)));
        say(topic, payload.getBytes(StandardCharsets.UTF_8), properties, 1);
    }

    /// The same in full.
    synchronized void say(String topic, byte[] payload, MqttProperties properties, int qos) {
        Sent sent = new Sent(topic, Buffer.buffer(payload), properties, qos);
        int id = qos == 0 ? 0 : ++lastId;
        if (qos > 0) {
            unacknowledged.put(id, sent);
        }
        MqttEndpoint there = subscriber;
        if (there != null && there.isConnected()) {
            push(there, id, sent);
        }
    }

    private static void push(MqttEndpoint endpoint, int id, Sent sent) {
        endpoint.publish(
                sent.topic(),
                sent.payload(),
                MqttQoS.valueOf(sent.qos()),
                false,
                false,
                Math.max(id, 1),
                sent.properties());
    }

    /// The payloads published to `topic`, in order.
    List<String> publishedTo(String topic) {
        return published.stream()
                .filter(message -> message.topicName().equals(topic))
                .map(message -> message.payload().toString(StandardCharsets.UTF_8))
                .toList();
    }

    /// Acknowledges what was withheld.
    void release() {
        withhold = false;
        MqttEndpoint there = publisher;
        for (MqttPublishMessage message : withheld) {
            if (there != null) {
                there.publishAcknowledge(message.messageId());
            }
        }
        withheld.clear();
    }

    /// Breaks both connections without a word.
    void cut() {
        for (MqttEndpoint endpoint : both()) {
            endpoint.close();
        }
    }

    /// Tells the subscriber that somebody else has its client id now.
    void takeOver() {
        MqttEndpoint there = subscriber;
        if (there != null) {
            there.disconnect(
                    MqttDisconnectReasonCode.SESSION_TAKEN_OVER, MqttProperties.NO_PROPERTIES);
        }
    }

    private List<MqttEndpoint> both() {
        List<MqttEndpoint> endpoints = new CopyOnWriteArrayList<>();
        for (MqttEndpoint endpoint : new MqttEndpoint[] {subscriber, publisher}) {
            if (endpoint != null && endpoint.isConnected()) {
                endpoints.add(endpoint);
            }
        }
        return endpoints;
    }

    /// Goes away.
    void stop() throws TimeoutException {
        cut();
        MqttServer listening = server;
        if (listening != null) {
            listening.close().await(10, TimeUnit.SECONDS);
        }
        server = null;
    }

    @Override
    public void close() throws TimeoutException {
        stop();
    }
}

package io.parlance.conformance.probe;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// A client's connection to a broker (MQTT 5, a clean session), with texts for payloads. Blocks.
public final class MqttSession implements MqttCallback, AutoCloseable {
    private static final long PATIENCE_MS = 20_000;

    private final String user;
    private final Listener listener;
    private final MqttAsyncClient client;

    /// Somebody who listens; called on one thread.
    public interface Listener {
        /// Something came.
        ///
        /// @param retained whether it had been there before the subscription
        void arrived(String topic, String payload, boolean retained) throws IOException;

        /// The connection has a fault.
        void broken(String why);
    }

    /// Logs in.
    ///
    /// @param server `host:port`
    public MqttSession(String server, String user, String password, Listener listener)
            throws MqttException {
        this.user = user;
        this.listener = listener;
        client =
                new MqttAsyncClient(
                        "tcp://" + server,
                        "probe-" + user + "-" + UUID.randomUUID(),
                        new MemoryPersistence());
        client.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        options.setCleanStart(true);
        // COMPAT: Paho 1.2.5 loses the topic of a repeated PUBLISH when it used an alias (#916).
        options.setTopicAliasMaximum(0);
        client.connect(options).waitForCompletion(PATIENCE_MS);
    }

    /// Subscribes with QoS 1.
    public void subscribe(String topic) throws MqttException {
        client.subscribe(topic, 1).waitForCompletion(PATIENCE_MS);
    }

    /// Publishes.
    public void publish(String topic, String payload, int qos, boolean retained)
            throws MqttException {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        MqttMessage message = new MqttMessage(bytes, qos, retained, new MqttProperties());
        client.publish(topic, message, null, null).waitForCompletion(PATIENCE_MS);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) throws IOException {
        String payload = new String(message.getPayload(), StandardCharsets.UTF_8);
        listener.arrived(topic, payload, message.isRetained());
    }

    @Override
    public void close() throws IOException {
        try {
            client.disconnect().waitForCompletion(PATIENCE_MS);
            client.close(true);
        } catch (MqttException e) {
            throw new IOException("The MQTT client of " + user + " did not close", e);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        listener.broken("disconnected: " + response);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        listener.broken(exception.toString());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}

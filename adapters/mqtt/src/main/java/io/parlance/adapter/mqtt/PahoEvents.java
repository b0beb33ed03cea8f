package io.parlance.adapter.mqtt;

import io.parlance.model.Limits;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one of a session's clients reports, on its callback thread.
///
/// @param session whose client
/// @param inward where messages go; null for the publisher
record PahoEvents(PahoSession session, @Nullable AckLine inward) implements MqttCallback {
    /// Tells that the subscriber is connected. The client calls this before it hands out any
    /// message.
    record Connected(PahoSession session, AckLine inward) implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            inward.opened(session, token.getSessionPresent());
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            // Whoever opens the session waits for the same token and sees the failure there.
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        if (inward != null) {
            Arrival arrival =
                    new Arrival(
                            topic,
                            message.getPayload(),
                            message.isRetained(),
                            tags(message.getProperties()));
            inward.came(session, message.getId(), message.getQos(), arrival);
        }
    }

    private static Arrival.Tags tags(@Nullable MqttProperties properties) {
        if (properties == null) {
            return Arrival.Tags.NONE;
        }
        String id = text(properties.getCorrelationData());
        List<String> hops = new ArrayList<>();
        for (UserProperty property : properties.getUserProperties()) {
            if (property.getKey().equals("hop")) {
                hops.add(property.getValue());
            } else if (property.getKey().equals("msg-id") && id == null) {
                id = property.getValue();
            }
        }
        return new Arrival.Tags(
                properties.getContentType(),
                id,
                properties.getResponseTopic(),
                Arrival.trail(hops),
                life(properties.getMessageExpiryInterval()));
    }

    private static @Nullable Duration life(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /// Correlation data is binary; as an id it counts only if it is text.
    private static @Nullable String text(byte @Nullable [] data) {
        if (data == null || data.length == 0 || data.length > Limits.NATIVE_ID_BYTES) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
        } catch (CharacterCodingException _) {
            return "base64:" + java.util.Base64.getEncoder().encodeToString(data);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        MqttException exception = response.getException();
        session.broke(
                exception == null ? response.getReturnCode() & 0xFF : exception.getReasonCode(),
                exception == null ? response.getReasonString() : exception.getMessage());
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        session.broke(exception.getReasonCode(), exception.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // Each publication has a listener of its own.
    }

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
        // The connect's own listener tells, with the session flag.
    }

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {
        // Enhanced authentication (MQTT 5.0 §4.12) is never asked for, so no broker may start it.
    }
}

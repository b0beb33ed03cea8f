package io.parlance.adapter.mqtt;

import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The few properties that an event has (MQTT 5.0 §3.3.2.3), written in one piece.
///
/// COMPAT: Paho 1.2.5 writes properties through four growing streams, which is a good part of what
/// a short message costs.
final class EventProperties extends MqttProperties {
    /// UTF-8 text (0x01), and of which type (0x03).
    private static final byte[] JSON =
            "\1\1\3\0\20application/json".getBytes(StandardCharsets.UTF_8);

    private static final byte EXPIRY = 0x02;
    private static final byte CORRELATION_DATA = 0x09;

    private final byte[] id;
    private final long seconds;

    /// Of a JSON payload.
    ///
    /// @param id becomes the correlation data, at most 1,024 bytes; null for none
    /// @param life for how long it is of use, or null for ever
    EventProperties(@Nullable String id, @Nullable Duration life) {
        this.id = id == null ? new byte[0] : id.getBytes(StandardCharsets.UTF_8);
        this.seconds = life == null ? 0 : Math.clamp(life.toSeconds(), 1, 0xFFFF_FFFFL);
    }

    @Override
    public byte[] encodeProperties() {
        // The client gives the topic an alias if the broker allows that.
        Integer alias = getTopicAlias();
        int length =
                JSON.length
                        + (id.length == 0 ? 0 : 3 + id.length)
                        + (seconds == 0 ? 0 : 5)
                        + (alias == null ? 0 : 3);
        ByteBuffer out = ByteBuffer.allocate(length + (length < 128 ? 1 : 2));
        if (length < 128) {
            out.put((byte) length);
        } else {
            out.put((byte) (length % 128 + 128)).put((byte) (length / 128));
        }
        out.put(JSON);
        if (id.length > 0) {
            out.put(CORRELATION_DATA).putShort((short) id.length).put(id);
        }
        if (seconds > 0) {
            out.put(EXPIRY).putInt((int) seconds);
        }
        if (alias != null) {
            out.put(TOPIC_ALIAS_IDENTIFIER).putShort(alias.shortValue());
        }
        return out.array();
    }
}

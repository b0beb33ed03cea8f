package io.parlance.conformance.bench;

import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;

/// The packets of MQTT 5 that a load generator needs, written and found by hand.
public final class MqttWire {
    private static final int LENGTH_BYTES = 4;

    private MqttWire() {}

    /// What arrives on a connection.
    public interface Listener {
        /// The broker's answer to CONNECT; 0 is yes.
        void connected(int reason);

        /// The broker's answer to SUBSCRIBE; below 0x80 is yes.
        void subscribed(int reason);

        /// A publication; `id` is 0 for QoS 0.
        void published(
                Buffer packet, int topicStart, int topicEnd, int payloadStart, int end, int id);

        /// The broker took a publication of ours.
        void acknowledged(int id, int reason);
    }

    /// CONNECT with a clean start.
    public static Buffer connect(String clientId, String user, String password) {
        Buffer body =
                text("MQTT").appendByte((byte) 5).appendByte((byte) 0xC2).appendShort((short) 0);
        // Receive maximum (0x21): the broker's own limit is lower anyway.
        body.appendByte((byte) 3).appendByte((byte) 0x21).appendShort((short) 65_535);
        body.appendBuffer(text(clientId)).appendBuffer(text(user)).appendBuffer(text(password));
        return packet(0x10, body);
    }

    /// SUBSCRIBE to one filter at QoS 1.
    public static Buffer subscribe(int id, String filter) {
        Buffer body = Buffer.buffer().appendShort((short) id).appendByte((byte) 0);
        return packet(0x82, body.appendBuffer(text(filter)).appendByte((byte) 1));
    }

    /// Appends a PUBLISH of QoS 1 to `out`.
    ///
    /// @param topic as [#text] makes it
    public static void publish(Buffer out, Buffer topic, int id, byte[] payload) {
        out.appendByte((byte) 0x32);
        length(out, topic.length() + 3 + payload.length);
        out.appendBuffer(topic).appendShort((short) id).appendByte((byte) 0).appendBytes(payload);
    }

    /// Appends a PUBACK to `out`.
    public static void acknowledge(Buffer out, int id) {
        out.appendByte((byte) 0x40).appendByte((byte) 2).appendShort((short) id);
    }

    /// A string with its length in front.
    public static Buffer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer().appendShort((short) bytes.length).appendBytes(bytes);
    }

    /// Hands every whole packet in `data` to `listener`.
    ///
    /// @return what is left: the beginning of a packet
    public static Buffer read(Buffer data, Listener listener) {
        int at = 0;
        while (data.length() - at >= 2) {
            int length = 0;
            int digits = 0;
            int digit;
            do {
                if (at + 1 + digits >= data.length()) {
                    return data.getBuffer(at, data.length());
                }
                digit = data.getUnsignedByte(at + 1 + digits);
                length |= (digit & 127) << (7 * digits++);
            } while ((digit & 128) != 0 && digits < LENGTH_BYTES);
            int body = at + 1 + digits;
            if (data.length() - body < length) {
                break;
            }
            one(data, data.getUnsignedByte(at), body, body + length, listener);
            at = body + length;
        }
        return at == 0 ? data : data.getBuffer(at, data.length());
    }

    private static void one(Buffer data, int first, int body, int end, Listener listener) {
        switch (first >> 4) {
            case 2 -> listener.connected(data.getUnsignedByte(body + 1));
            case 3 -> publication(data, first, body, end, listener);
            case 4 ->
                    listener.acknowledged(
                            data.getUnsignedShort(body),
                            end - body > 2 ? data.getUnsignedByte(body + 2) : 0);
            case 9 -> listener.subscribed(data.getUnsignedByte(end - 1));
            case 14 ->
                    throw new IllegalStateException(
                            "The broker hangs up, reason "
                                    + (end > body ? data.getUnsignedByte(body) : 0));
            default -> {}
        }
    }

    private static void publication(Buffer data, int first, int body, int end, Listener listener) {
        int topic = body + 2;
        int after = topic + data.getUnsignedShort(body);
        int id = 0;
        int at = after;
        if ((first & 6) != 0) {
            id = data.getUnsignedShort(at);
            at += 2;
        }
        int properties = 0;
        int shift = 0;
        int digit;
        do {
            digit = data.getUnsignedByte(at++);
            properties |= (digit & 127) << shift;
            shift += 7;
        } while ((digit & 128) != 0);
        listener.published(data, topic, after, at + properties, end, id);
    }

    private static Buffer packet(int first, Buffer body) {
        Buffer out = Buffer.buffer(body.length() + LENGTH_BYTES).appendByte((byte) first);
        length(out, body.length());
        return out.appendBuffer(body);
    }

    private static void length(Buffer out, int length) {
        int rest = length;
        do {
            int digit = rest & 127;
            rest >>= 7;
            out.appendByte((byte) (rest > 0 ? digit | 128 : digit));
        } while (rest > 0);
    }
}

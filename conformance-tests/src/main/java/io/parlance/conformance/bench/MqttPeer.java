package io.parlance.conformance.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

/// A bare MQTT 5 client at QoS 1. Confined to one event loop; what is written leaves with
/// [#flush()].
public final class MqttPeer implements MqttWire.Listener {
    private final NetSocket socket;
    private final Reader reader;
    private final Promise<Void> connected = Promise.promise();
    private @Nullable Promise<Void> subscribed;
    private Buffer rest = Buffer.buffer();
    private Buffer out = Buffer.buffer();
    private int lastId;

    /// Who reads what is published.
    public interface Reader {
        /// A publication: bytes of `packet`.
        void published(Buffer packet, int topicStart, int topicEnd, int payloadStart, int end);

        /// Everything that came at once was handed over; before the acknowledgements leave.
        void endOfBatch();
    }

    private MqttPeer(NetSocket socket, Reader reader) {
        this.socket = socket;
        this.reader = reader;
    }

    /// Connects and logs in.
    ///
    /// @param client must be kept referenced by the caller
    public static Future<MqttPeer> connect(
            NetClient client,
            int port,
            String clientId,
            String user,
            String password,
            Reader reader) {
        return client.connect(port, "127.0.0.1")
                .compose(
                        socket -> {
                            MqttPeer peer = new MqttPeer(socket, reader);
                            socket.handler(peer::read);
                            socket.closeHandler(_ -> peer.closed());
                            socket.write(MqttWire.connect(clientId, user, password));
                            return peer.connected.future().map(peer);
                        });
    }

    /// Subscribes at QoS 1.
    public Future<Void> subscribe(String filter) {
        Promise<Void> promise = Promise.promise();
        subscribed = promise;
        return socket.write(MqttWire.subscribe(nextId(), filter)).compose(_ -> promise.future());
    }

    /// Publishes at QoS 1 with the next [#flush()].
    ///
    /// @param topic as [MqttWire#text] makes it
    public void publish(Buffer topic, byte[] payload) {
        MqttWire.publish(out, topic, nextId(), payload);
    }

    /// Sends what was published and acknowledged.
    public void flush() {
        if (out.length() > 0) {
            socket.write(out);
            out = Buffer.buffer();
        }
    }

    /// Closes the connection.
    public void close() {
        socket.close();
    }

    private void read(Buffer data) {
        rest = MqttWire.read(rest.length() == 0 ? data : rest.appendBuffer(data), this);
        if (rest.length() > 0) {
            rest = rest.copy();
        }
        reader.endOfBatch();
        flush();
    }

    private int nextId() {
        lastId = lastId % 65_535 + 1;
        return lastId;
    }

    private void closed() {
        connected.tryFail("The broker closed the connection.");
    }

    @Override
    public void connected(int reason) {
        if (reason == 0) {
            connected.tryComplete();
        } else {
            connected.tryFail("The broker refuses the log-in, reason " + reason);
        }
    }

    @Override
    public void subscribed(int reason) {
        Promise<Void> waiting = subscribed;
        if (waiting != null && reason < 0x80) {
            waiting.tryComplete();
        } else if (waiting != null) {
            waiting.tryFail("The broker refuses a subscription, reason " + reason);
        }
    }

    @Override
    public void published(
            Buffer packet, int topicStart, int topicEnd, int payloadStart, int end, int id) {
        if (id != 0) {
            MqttWire.acknowledge(out, id);
        }
        reader.published(packet, topicStart, topicEnd, payloadStart, end);
    }

    @Override
    public void acknowledged(int id, int reason) {
        // Whether a message arrived is seen at the other end.
    }
}

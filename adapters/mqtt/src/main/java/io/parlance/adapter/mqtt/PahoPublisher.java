package io.parlance.adapter.mqtt;

import io.parlance.model.Hop;
import io.parlance.model.Outcome;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The publishing client of one connection.
///
/// COMPAT: Paho 1.2.5 uses topic aliases as soon as the broker allows them, and registers one
/// before it looks whether the publication may go out; the alias of a publication that was refused,
/// or sent again after a reconnect, then stands for nothing at the broker (paho.mqtt.java #916). So
/// a client lives for one connection, and the window is never overrun.
final class PahoPublisher {
    /// More in flight gains nothing on one connection.
    private static final int MOST_IN_FLIGHT = 256;

    private final MqttAsyncClient client;
    private final BufferedSockets sockets;
    private final int window;
    private final Outlet outlet;

    /// Publishes by a connected `client`.
    ///
    /// @param sockets what the client writes to
    /// @param connected the token of its connect, with the broker's receive maximum
    PahoPublisher(
            MqttAsyncClient client, BufferedSockets sockets, IMqttToken connected, Outlet outlet) {
        this.client = client;
        this.sockets = sockets;
        this.outlet = outlet;
        MqttProperties granted = connected.getResponseProperties();
        Integer receiveMaximum = granted == null ? null : granted.getReceiveMaximum();
        this.window =
                receiveMaximum == null ? MOST_IN_FLIGHT : Math.min(MOST_IN_FLIGHT, receiveMaximum);
    }

    /// How many publications may be unacknowledged at once.
    int window() {
        return window;
    }

    /// One more publication will be handed over, right after those before: they leave together.
    void expectOneMore() {
        sockets.expect(1);
    }

    /// One that was expected does not come. Blocks while the broker takes no more.
    void expectOneLess() {
        sockets.expectOneLess();
    }

    /// To be shut while several are handed over.
    Gate handing() {
        return sockets.handing();
    }

    /// Hands a publication to the client; one at a time. Does not block: the client writes by a
    /// thread of its own.
    void publish(Outlet.Sending sending) throws MqttException {
        Publication publication = sending.publication();
        MqttMessage message =
                new MqttMessage(
                        publication.payload(),
                        publication.qos(),
                        publication.retain(),
                        properties(publication.tags()));
        client.publish(publication.topic(), message, null, new Acknowledgement(sending));
    }

    private static MqttProperties properties(Publication.Tags tags) {
        if (tags.isPlainJson()) {
            return new EventProperties(tags.id(), tags.expiry());
        }
        MqttProperties properties = new MqttProperties();
        if (tags.contentType() != null) {
            properties.setContentType(tags.contentType());
            properties.setPayloadFormat(true);
        }
        if (tags.expiry() != null) {
            properties.setMessageExpiryInterval(tags.expiry().toSeconds());
        }
        if (tags.id() != null) {
            properties.setCorrelationData(tags.id().getBytes(StandardCharsets.UTF_8));
        }
        if (tags.origin() != null || !tags.trail().isEmpty()) {
            properties.setUserProperties(named(tags));
        }
        return properties;
    }

    private static List<UserProperty> named(Publication.Tags tags) {
        List<UserProperty> named = new ArrayList<>();
        if (tags.origin() != null) {
            named.add(new UserProperty("origin", tags.origin()));
        }
        for (Hop hop : tags.trail()) {
            named.add(new UserProperty("hop", hop.toString()));
        }
        return named;
    }

    /// Turns the broker's answer into the outcome, on the client's callback thread.
    private final class Acknowledgement implements MqttActionListener {
        private final Outlet.Sending sending;

        private Acknowledgement(Outlet.Sending sending) {
            this.sending = sending;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            int code = codes == null || codes.length == 0 ? 0 : codes[0] & 0xFF;
            String topic = sending.publication().topic();
            if (code >= 0x80) {
                outlet.done(sending, MqttErrors.refusal(code, topic));
            } else if (code == MqttErrors.NO_MATCHING_SUBSCRIBERS) {
                outlet.done(sending, MqttErrors.nobodyListens(sending.publication()));
            } else {
                outlet.done(sending, Outcome.delivered());
            }
        }

        @Override
        public void onFailure(IMqttToken token, Throwable cause) {
            outlet.done(sending, MqttErrors.unanswered(sending.publication().topic()));
        }
    }
}

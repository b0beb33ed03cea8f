package io.parlance.adapter.mqtt;

import io.parlance.spi.LinkState;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/// One connection to the broker: a subscriber whose session the broker keeps, and a publisher that
/// starts clean. Both live and die together; the next connection is a new object.
///
/// COMPAT: Paho 1.2.5 with one client for both, or with its automatic reconnect on the publisher,
/// loses messages over a broker restart (paho.mqtt.java #916), and its QoS 2 loses them with manual
/// acknowledgement (#994, #1054): two clients, QoS 1, no automatic reconnect.
///
/// Its methods run on the link's thread unless they say otherwise.
final class PahoSession implements AckLine.Acknowledger {
    private static final Logger LOG = LoggerFactory.getLogger(PahoSession.class);
    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int CONNECT_SECONDS = 5;

    /// Above the payload limit, so that an oversized message comes here and its writer is told;
    /// what is larger still, the broker keeps back.
    private static final long PACKET_BYTES = 4L << 20;

    private final MqttConfig config;
    private final AckLine inward;
    private final BiConsumer<PahoSession, LinkState> lost;
    private final MqttAsyncClient subscriber;
    private final MqttAsyncClient publisher;
    private final BufferedSockets subscribing;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean ended;

    /// Prepares a connection; `lost` is told once, on any thread, when it broke.
    PahoSession(MqttConfig config, AckLine inward, BiConsumer<PahoSession, LinkState> lost)
            throws MqttException {
        this.config = config;
        this.inward = inward;
        this.lost = lost;
        this.subscribing = new BufferedSockets(new Patience(inward::unacknowledged));
        this.subscriber =
                new MqttAsyncClient(config.broker(), config.clientId(), new MemoryPersistence());
        this.publisher =
                new MqttAsyncClient(
                        config.broker(), config.clientId() + "-pub", new MemoryPersistence());
        subscriber.setManualAcks(true);
        subscriber.setCallback(new PahoEvents(this, inward));
        publisher.setCallback(new PahoEvents(this, null));
    }

    /// Connects both and subscribes. Blocks for a bounded time.
    ///
    /// @return what the broker refused to subscribe, empty if nothing
    List<String> open(List<Subscription> subscriptions, Outlet outlet) throws MqttException {
        BufferedSockets publishing = new BufferedSockets(new Patience(outlet::underway));
        MqttConnectionOptions clean = options(publishing);
        clean.setCleanStart(true);
        IMqttToken connected = publisher.connect(clean, null, null);
        connected.waitForCompletion(CONNECT_SECONDS * 1000L);
        MqttConnectionOptions kept = options(subscribing);
        kept.setCleanStart(false);
        kept.setSessionExpiryInterval(Math.min(config.sessionExpiry().toSeconds(), 0xFFFF_FFFFL));
        kept.setReceiveMaximum(config.receiveMaximum());
        kept.setMaximumPacketSize(PACKET_BYTES);
        subscriber
                .connect(kept, null, new PahoEvents.Connected(this, inward))
                .waitForCompletion(CONNECT_SECONDS * 1000L);
        List<String> refused = subscribe(subscriptions);
        outlet.open(new PahoPublisher(publisher, publishing, connected, outlet));
        return refused;
    }

    private MqttConnectionOptions options(BufferedSockets sockets) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(CONNECT_SECONDS);
        options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
        options.setTopicAliasMaximum(0);
        if (config.username() != null) {
            options.setUserName(config.username());
        }
        if (config.password() != null) {
            options.setPassword(config.password().reveal().getBytes(StandardCharsets.UTF_8));
        }
        options.setSocketFactory(config.tls() == null ? sockets : config.tls());
        return options;
    }

    /// Subscribes anew even if the session is still there: the broker may have lost it, and the
    /// devices may have changed.
    private List<String> subscribe(List<Subscription> wanted) throws MqttException {
        MqttSubscription[] filters =
                wanted.stream().map(PahoSession::filter).toArray(MqttSubscription[]::new);
        IMqttToken answer = subscriber.subscribe(filters);
        answer.waitForCompletion(CONNECT_SECONDS * 1000L);
        int[] codes = answer.getReasonCodes();
        return java.util.stream.IntStream.range(0, codes == null ? 0 : codes.length)
                .filter(i -> (codes[i] & 0xFF) >= 0x80)
                .mapToObj(i -> wanted.get(i).filter())
                .toList();
    }

    private static MqttSubscription filter(Subscription wanted) {
        MqttSubscription filter = new MqttSubscription(wanted.filter(), 1);
        filter.setNoLocal(true);
        filter.setRetainHandling(wanted.retained() ? 0 : 2);
        return filter;
    }

    @Override
    public void acknowledge(List<Integer> packetIds) {
        subscribing.expect(packetIds.size());
        subscribing.handing().shut();
        try {
            for (Integer id : packetIds) {
                subscriber.messageArrivedComplete(id, 1);
            }
        } catch (MqttException e) {
            broke(e.getReasonCode(), e.getMessage());
        } finally {
            subscribing.handing().open();
        }
    }

    @Override
    public void notTaken(Throwable cause) {
        LOG.warn(
                "Reconnecting to {}, so that it sends again: {}",
                config.broker(),
                cause.toString());
        ended = true;
        end(
                new LinkState.Down(
                        "a message could not be stored ("
                                + cause.getMessage()
                                + "): check the disk of the data folder; the broker sends it"
                                + " again"));
    }

    /// Whether it was ended on this side, because a message could not be stored. Any thread.
    boolean isEnded() {
        return ended;
    }

    /// The connection broke. Any thread.
    void broke(int code, @Nullable String what) {
        end(MqttErrors.link(config, code, what));
    }

    private void end(LinkState state) {
        if (over.compareAndSet(false, true)) {
            lost.accept(this, state);
        }
    }

    /// Closes both clients at once, without a word to the broker; the session is kept there.
    ///
    /// COMPAT: Paho 1.2.5 needs no `close` after that, which frees nothing but references; its
    /// receiver still reads by then, and stumbles over them.
    void abort() {
        over.set(true);
        inward.closed(this);
        for (MqttAsyncClient client : List.of(subscriber, publisher)) {
            try {
                client.disconnectForcibly(0, 0, false);
            } catch (MqttException e) {
                LOG.debug("Closing a broken connection", e);
            }
        }
    }

    /// Takes leave of the broker and closes both clients. Blocks for a bounded time.
    void close() {
        over.set(true);
        inward.closed(this);
        for (MqttAsyncClient client : List.of(subscriber, publisher)) {
            try {
                client.disconnect(0).waitForCompletion(2000);
            } catch (MqttException e) {
                LOG.debug("Disconnecting from {}", config.broker(), e);
            }
        }
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Limits;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One XMPP network behind the adapter contract: assembles the parts, and hands deliveries to the
/// event loop they live on.
final class XmppAdapter implements Adapter {
    private static final Logger log = LoggerFactory.getLogger(XmppAdapter.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Map.ofEntries(
                            Map.entry(Feature.FORMATTING, Support.PARTIAL),
                            Map.entry(Feature.EMOTE, Support.FULL),
                            Map.entry(Feature.REPLY, Support.FULL),
                            Map.entry(Feature.EDIT, Support.FULL),
                            Map.entry(Feature.RETRACTION, Support.FULL),
                            Map.entry(Feature.REACTION, Support.FULL),
                            Map.entry(Feature.THREAD, Support.FULL),
                            Map.entry(Feature.ATTACHMENT, Support.FULL),
                            Map.entry(Feature.VOICE, Support.PARTIAL),
                            Map.entry(Feature.STICKER, Support.PARTIAL),
                            Map.entry(Feature.LOCATION, Support.FULL),
                            Map.entry(Feature.EXPIRY, Support.PARTIAL),
                            Map.entry(Feature.MEMBERSHIP, Support.FULL),
                            Map.entry(Feature.ROLE, Support.PARTIAL),
                            Map.entry(Feature.ROOM_CHANGE, Support.PARTIAL),
                            Map.entry(Feature.PROFILE, Support.FULL),
                            Map.entry(Feature.PRESENCE, Support.FULL),
                            Map.entry(Feature.TYPING, Support.FULL),
                            Map.entry(Feature.DELIVERED_RECEIPT, Support.FULL),
                            Map.entry(Feature.DISPLAYED_RECEIPT, Support.FULL),
                            Map.entry(Feature.DELIVERY_FAILURE, Support.FULL)),
                    Limits.TEXT_BYTES);

    /// Rooms that we serve have all that a room can have.
    private static final Capabilities IN_PORTAL =
            CAPABILITIES.with(Map.of(Feature.ROOM_AVATAR, Support.FULL));

    private final AdapterContext context;
    private final XmppConfig config;
    private final XmppAddresses addresses;

    // Vert.x 5.0.12 closes clients that nobody refers to, with their live sockets.
    private @Nullable NetClient client;
    private volatile @Nullable Running running;

    /// What exists between start and stop.
    private record Running(Parts parts, Router router, Deliveries deliveries) {}

    XmppAdapter(AdapterContext context, XmppConfig config) {
        this.context = context;
        this.config = config;
        this.addresses =
                new XmppAddresses(
                        context.network(), config.mucServices(), config.components().values());
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Capabilities capabilities(Conversation target) {
        return target instanceof Conversation.Room(Address room)
                        && !room.network().equals(context.network())
                ? IN_PORTAL
                : CAPABILITIES;
    }

    @Override
    public AddressSpace addresses() {
        return addresses;
    }

    @Override
    public Future<Void> start() {
        return context.vertx()
                .executeBlocking(
                        () -> {
                            Stanzas.initialize();
                            return true;
                        })
                .compose(_ -> Loop.open(context.vertx()))
                .compose(
                        loop ->
                                loop.call(
                                        () -> {
                                            run(loop);
                                            return Future.succeededFuture();
                                        }));
    }

    private void run(Loop loop) {
        NetClientOptions options =
                new NetClientOptions()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true);
        NetClient sockets = context.vertx().createNetClient(options);
        client = sockets;
        Map<NetworkId, XmppLink> links = new LinkedHashMap<>();
        Reporter reporter =
                new Reporter(
                        context.hub(), loop, stop -> links.values().forEach(l -> l.pause(stop)));
        Portraits portraits = new Portraits(context, loop);
        portraits.start();
        Parts parts =
                new Parts(
                        context,
                        config,
                        loop,
                        addresses,
                        new GhostNames(context, loop, config.components()),
                        new NativeIds(context.network()),
                        new Shows(portraits),
                        reporter,
                        new Memory(),
                        portraits,
                        links);
        Router router = new Router(parts);
        config.components()
                .forEach(
                        (network, domain) ->
                                links.put(
                                        network,
                                        new XmppLink(loop, config, domain, sockets, router)));
        router.start();
        running = new Running(parts, router, new Deliveries(parts, router));
        links.values().forEach(XmppLink::connect);
    }

    @Override
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        String service = room.value().substring(room.value().indexOf('@') + 1);
        if (!config.mucServices().contains(service)) {
            // To find out means to enter: nobody may send the gateway wherever they like.
            return Future.succeededFuture(Optional.of(Event.Role.VISITOR));
        }
        Running now = running;
        return now == null
                ? Future.failedFuture("The XMPP side of the gateway is not running.")
                : now.parts()
                        .loop()
                        .call(() -> now.router().plumbed().role(room, person))
                        .map(Optional::of);
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        Running now = running;
        if (now == null) {
            return Future.succeededFuture(
                    Outcome.deferred(
                            Failure.certain(
                                    FailureReason.LINK_DOWN,
                                    "The XMPP side of the gateway is not running.",
                                    "deliver before start or after stop")));
        }
        return now.parts()
                .loop()
                .call(() -> now.deliveries().deliver(delivery))
                .recover(cause -> Future.succeededFuture(failed(delivery, cause)));
    }

    private static Outcome failed(Delivery delivery, Throwable cause) {
        log.debug("Delivery {} failed", delivery.key(), cause);
        return Outcomes.of(cause);
    }

    @Override
    public Future<Void> stop() {
        Running now = running;
        running = null;
        if (now == null) {
            return Future.succeededFuture();
        }
        Loop loop = now.parts().loop();
        return loop.call(() -> now.router().stop())
                .compose(_ -> loop.call(() -> stopLinks(now.parts())))
                .compose(_ -> loop.call(() -> now.parts().reporter().idle()))
                .eventually(() -> client == null ? Future.succeededFuture() : client.close())
                .eventually(loop::close);
    }

    private static Future<Void> stopLinks(Parts parts) {
        List<Future<Void>> stopped = new ArrayList<>();
        parts.links().values().forEach(link -> stopped.add(link.stop()));
        return Future.join(stopped).mapEmpty();
    }
}

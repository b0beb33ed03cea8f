package io.parlance.adapter.matrix;

import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Limits;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.AddressSpace;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Feature;
import io.parlance.spi.Registrable;
import io.parlance.spi.Support;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// One homeserver, assembled from its parts.
///
/// Catching up after an outage is the homeserver's own work: it repeats transactions until they are
/// answered, so nothing is asked for here.
final class MatrixAdapter implements Adapter, Registrable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final long DRAIN_MILLIS = 3_000;
    private static final Map<Feature, Support> SUPPORT =
            Map.ofEntries(
                    Map.entry(Feature.FORMATTING, Support.FULL),
                    Map.entry(Feature.EMOTE, Support.FULL),
                    Map.entry(Feature.REPLY, Support.FULL),
                    Map.entry(Feature.THREAD, Support.FULL),
                    Map.entry(Feature.EDIT, Support.PARTIAL),
                    Map.entry(Feature.RETRACTION, Support.FULL),
                    Map.entry(Feature.REACTION, Support.FULL),
                    Map.entry(Feature.ATTACHMENT, Support.FULL),
                    Map.entry(Feature.VOICE, Support.FULL),
                    Map.entry(Feature.STICKER, Support.FULL),
                    Map.entry(Feature.LOCATION, Support.FULL),
                    Map.entry(Feature.EXPIRY, Support.FULL),
                    Map.entry(Feature.MEMBERSHIP, Support.FULL),
                    Map.entry(Feature.ROLE, Support.PARTIAL),
                    Map.entry(Feature.ROOM_CHANGE, Support.FULL),
                    Map.entry(Feature.ROOM_AVATAR, Support.FULL),
                    Map.entry(Feature.PROFILE, Support.FULL),
                    Map.entry(Feature.PRESENCE, Support.PARTIAL),
                    Map.entry(Feature.TYPING, Support.FULL),
                    Map.entry(Feature.DELIVERED_RECEIPT, Support.DROPPED),
                    Map.entry(Feature.DISPLAYED_RECEIPT, Support.FULL),
                    Map.entry(Feature.DELIVERY_FAILURE, Support.PARTIAL));

    private final AdapterContext context;
    private final MatrixConfig config;
    private final MatrixAddresses addresses;
    private final Parts parts;
    private final MatrixLink link;
    private final GhostPresence presence;
    private final GhostLooks looks;
    private final Transactions transactions;
    private final Appservice appservice;
    private final Outbound outbound;
    private final Visits visits;

    MatrixAdapter(AdapterContext context, MatrixConfig config) {
        this(context, config, REQUEST_TIMEOUT);
    }

    MatrixAdapter(AdapterContext context, MatrixConfig config, Duration timeout) {
        this.context = context;
        this.config = config;
        addresses = new MatrixAddresses(context.network());
        parts = new Parts(context, config, timeout);
        ClientApi api = parts.api;
        GhostBook ghosts = parts.ghosts;
        link = new MatrixLink(context.network(), context.vertx(), config, api, context.hub());
        presence = new GhostPresence(context.vertx(), api, ghosts, parts.users);
        looks = new GhostLooks(api, ghosts, parts.users, parts.uploads, context.store());
        Reporter reporter =
                new Reporter(
                        context.network(),
                        context.hub(),
                        ghosts,
                        parts.names,
                        parts.notices,
                        parts.counts,
                        parts.recovery);
        transactions = transactions(reporter);
        appservice =
                new Appservice(
                        context.vertx(),
                        config,
                        new TokenCheck(config, link::tokenShown),
                        transactions,
                        new Queries(ghosts, parts.users, parts.portals));
        PlumbedRooms plumbed = plumbed();
        visits = new Visits(context, api, parts.book, parts.bot);
        Places places =
                new Places(
                        context,
                        parts.book,
                        ghosts,
                        parts.users,
                        parts.inside,
                        parts.directs,
                        parts.portals,
                        parts.upgrades,
                        visits);
        outbound = new Outbound(link, api, places, parts.speaking(looks), plumbed, presence);
        parts.users.onNew(
                ghost -> {
                    presence.made(ghost);
                    looks.made(ghost);
                });
        Reachability reachability = new Reachability(context.vertx(), api, config);
        link.onUp(() -> up(plumbed, reachability));
    }

    private Transactions transactions(Reporter reporter) {
        Ephemerals ephemerals =
                new Ephemerals(
                        context.network(),
                        context.hub(),
                        parts.book,
                        parts.ghosts,
                        reporter,
                        parts.counts);
        return new Transactions(parts.hearing(reporter), ephemerals, context.store(), parts.counts);
    }

    private PlumbedRooms plumbed() {
        RoomPeople people =
                new RoomPeople(
                        context.network(),
                        parts.api,
                        context.hub(),
                        parts.ghosts,
                        parts.inside,
                        parts.names,
                        parts.userLooks);
        return new PlumbedRooms(
                context,
                parts.api,
                parts.book,
                parts.inside,
                parts.notices,
                people,
                parts.info,
                parts.upgrades,
                parts.bot);
    }

    private Future<String> up(PlumbedRooms plumbed, Reachability reachability) {
        parts.recovery.began();
        Future<Void> asked =
                parts.api
                        .mediaConfig()
                        .onSuccess(
                                answer ->
                                        parts.uploads.limit(answer.path("m.upload.size").asLong()))
                        .<Void>mapEmpty()
                        // A homeserver that does not say has no limit that is known.
                        .otherwiseEmpty();
        return asked.compose(_ -> Future.all(plumbed.enterAll(), reachability.ask()))
                .map(MatrixAdapter::advice);
    }

    /// What is amiss after connecting, in one line; empty if nothing is.
    private static String advice(CompositeFuture asked) {
        return String.join(" ", asked.<String>list()).strip();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                SUPPORT,
                // An event has less room, but a longer text becomes several events.
                new Capabilities.Bounds(
                        Limits.TEXT_BYTES,
                        parts.uploads.limit(),
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE));
    }

    @Override
    public AddressSpace addresses() {
        return addresses;
    }

    @Override
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        return visits.role(room, person);
    }

    @Override
    public String registration() {
        return Registration.text(config);
    }

    @Override
    public Future<Void> start() {
        return Future.all(parts.load(), looks.load(), transactions.load())
                .compose(_ -> appservice.listen())
                .onSuccess(
                        _ -> {
                            presence.start();
                            parts.expiries.start();
                            link.start();
                            // The SDK takes a while to wake up: later than the start waits for, and
                            // sooner than the first message does.
                            Thread.ofVirtual().name("matrix-warm-up").start(TrixnityEvents::wake);
                        });
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        return outbound.deliver(delivery);
    }

    /// What was passed over, and how often.
    Counts counts() {
        return parts.counts;
    }

    @Override
    public Future<Void> stop() {
        link.stop();
        presence.stop();
        parts.expiries.stop();
        return drained(System.nanoTime() + Duration.ofMillis(DRAIN_MILLIS).toNanos())
                .compose(_ -> appservice.close())
                .compose(_ -> parts.http.close())
                .onComplete(_ -> parts.media.close());
    }

    private Future<Void> drained(long end) {
        if (appservice.underWay() == 0 || System.nanoTime() - end > 0) {
            return Future.succeededFuture();
        }
        Promise<Void> again = Promise.promise();
        context.vertx().setTimer(50, _ -> again.complete());
        return again.future().compose(_ -> drained(end));
    }
}

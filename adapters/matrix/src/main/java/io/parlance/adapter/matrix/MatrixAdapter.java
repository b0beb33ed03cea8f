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

    private final AdapterContext context;
    private final MatrixConfig config;
    private final MatrixAddresses addresses;
    private final HomeserverClient http;
    private final MatrixLink link;
    private final RoomBook book;
    private final GhostUsers users;
    private final GhostPresence presence;
    private final Transactions transactions;
    private final ReactionSets reactionSets;
    private final Appservice appservice;
    private final Outbound outbound;
    private final Visits visits;
    private final Counts counts = new Counts();

    MatrixAdapter(AdapterContext context, MatrixConfig config) {
        this(context, config, REQUEST_TIMEOUT);
    }

    MatrixAdapter(AdapterContext context, MatrixConfig config, Duration timeout) {
        this.context = context;
        this.config = config;
        addresses = new MatrixAddresses(context.network());
        String bot = config.bot();
        http = new HomeserverClient(context.vertx(), config, timeout);
        ClientApi api = new ClientApi(http);
        link = new MatrixLink(context.network(), context.vertx(), config, api, context.hub());
        book = new RoomBook(context.store(), context.network());
        GhostNames names = new GhostNames(config.serverName(), config.prefix());
        GhostBook ghosts = new GhostBook(context, names, bot);
        users = new GhostUsers(api, context.store());
        presence = new GhostPresence(context.vertx(), api, ghosts, users);
        GhostRooms inside = new GhostRooms(api, bot);
        Notices notices = new Notices(api, bot);
        Portals portals = new Portals(context, api, book, ghosts);
        DirectRooms directs = new DirectRooms(api, book, inside);
        Names people = new Names(api, bot);
        Reporter reporter =
                new Reporter(context.network(), context.hub(), ghosts, people, notices, counts);
        Invitations invitations = new Invitations(api, book, ghosts, users, inside, notices);
        Members members = new Members(book, ghosts, inside, directs, invitations, people, reporter);
        reactionSets = new ReactionSets(context.store());
        Originals originals = new Originals();
        RoomEvents events =
                new RoomEvents(
                        context.network(),
                        book,
                        ghosts,
                        members,
                        new Arrears(api, book),
                        reporter,
                        new Files(config, context.media()),
                        new ReactionEvents(context.network(), reporter, reactionSets, originals),
                        originals,
                        notices);
        Ephemerals ephemerals =
                new Ephemerals(context.network(), context.hub(), book, ghosts, reporter, counts);
        transactions = new Transactions(events, ephemerals, context.store(), counts);
        appservice =
                new Appservice(
                        context.vertx(),
                        config,
                        new TokenCheck(config, link::tokenShown),
                        transactions,
                        new Queries(ghosts, users, portals));
        RoomPeople roomPeople =
                new RoomPeople(context.network(), api, context.hub(), ghosts, inside, people);
        PlumbedRooms plumbed =
                new PlumbedRooms(context, api, book, inside, notices, roomPeople, bot);
        visits = new Visits(context, api, book, bot);
        Places places = new Places(context, book, ghosts, users, inside, directs, portals, visits);
        Speech speech = new Speech(context.network(), api, bot, originals);
        Reactions reactions = new Reactions(context.network(), api, reactionSets, originals);
        outbound = new Outbound(link, api, places, speech, reactions, plumbed, presence, inside);
        users.onNew(presence::made);
        Reachability reachability = new Reachability(context.vertx(), api, config);
        link.onUp(
                () ->
                        Future.all(plumbed.enterAll(), reachability.ask())
                                .map(MatrixAdapter::advice));
    }

    /// What is amiss after connecting, in one line; empty if nothing is.
    private static String advice(CompositeFuture asked) {
        return String.join(" ", asked.<String>list()).strip();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Map.ofEntries(
                        Map.entry(Feature.FORMATTING, Support.FULL),
                        Map.entry(Feature.EMOTE, Support.FULL),
                        Map.entry(Feature.REPLY, Support.FULL),
                        Map.entry(Feature.EDIT, Support.PARTIAL),
                        Map.entry(Feature.RETRACTION, Support.FULL),
                        Map.entry(Feature.REACTION, Support.FULL),
                        Map.entry(Feature.ATTACHMENT, Support.FALLBACK),
                        Map.entry(Feature.MEMBERSHIP, Support.FULL),
                        Map.entry(Feature.ROOM_CHANGE, Support.PARTIAL),
                        Map.entry(Feature.PRESENCE, Support.PARTIAL),
                        Map.entry(Feature.TYPING, Support.FULL),
                        Map.entry(Feature.DELIVERED_RECEIPT, Support.DROPPED),
                        Map.entry(Feature.DISPLAYED_RECEIPT, Support.FULL),
                        Map.entry(Feature.DELIVERY_FAILURE, Support.PARTIAL)),
                // An event has less room, but a longer text becomes several events.
                Limits.TEXT_BYTES);
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
        // The SDK takes a while to wake up; better now than when the first message waits for it.
        Thread.ofVirtual().name("matrix-warm-up").start(TrixnityEvents::wake);
        return Future.all(book.load(), users.load(), transactions.load(), reactionSets.load())
                .compose(_ -> appservice.listen())
                .onSuccess(
                        _ -> {
                            presence.start();
                            link.start();
                        });
    }

    @Override
    public Future<Outcome> deliver(Delivery delivery) {
        return outbound.deliver(delivery);
    }

    /// What was passed over, and how often.
    Counts counts() {
        return counts;
    }

    @Override
    public Future<Void> stop() {
        link.stop();
        presence.stop();
        return drained(System.nanoTime() + Duration.ofMillis(DRAIN_MILLIS).toNanos())
                .compose(_ -> appservice.close())
                .compose(_ -> http.close());
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

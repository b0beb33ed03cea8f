package io.parlance.hub;

import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Appended;
import io.parlance.journal.Destination;
import io.parlance.journal.Journal;
import io.parlance.journal.Pending;
import io.parlance.model.Address;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Adapter;
import io.parlance.spi.Capabilities;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.parlance.spi.Networks;
import io.parlance.spi.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The hub: the one door between adapters. Takes what they report, makes it durable, and brings it
/// to everyone it is for. Its parts are made and wired here; what they do is on each of them.
///
/// May be entered from any thread. All work is done on one Vert.x context of its own, in the order
/// in which it was asked for; the futures complete there, so nothing that blocks may be hung on
/// them.
public final class EventHub implements Hub {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final Core core;
    private final Rooms rooms;
    private final Linking linking;
    private final Lanes lanes = new Lanes();
    private final LinkBoard links = new LinkBoard();
    private final Messages messages;
    private final EphemeralRouter ephemerals;
    private final PresenceDesk presence;
    private final FailureReports reports;
    private final Intake intake;
    private final Lifecycle lifecycle;

    /// A hub for the gateway `gateway`, over a journal and a mapping that the caller closes after
    /// [#stop].
    public EventHub(
            Vertx vertx,
            String gateway,
            Journal journal,
            IdentityMapping mapping,
            HubSettings settings) {
        var networks = new NetworkRegistry();
        this.core =
                new Core(gateway, new HubLoop(vertx), journal, networks, settings, new Counters());
        this.rooms =
                new RoomsView(
                        mapping.links(),
                        mapping.memberships(),
                        journal,
                        settings.rooms().history());
        this.linking = new Linking(gateway, networks, mapping.links(), this::send);
        this.messages = new Messages(journal);
        var occupancy = new Occupancy(mapping.memberships(), mapping.links(), mapping.views());
        var links = mapping.links();
        var router = new Router(networks.reachable(), links::linkedWith, mapping.views()::of);
        this.ephemerals = new EphemeralRouter(core, router, occupancy);
        this.presence = new PresenceDesk(core, mapping.presence(), occupancy, ephemerals);
        this.reports = new FailureReports(networks, this::send);
        this.intake =
                new Intake(
                        core,
                        router,
                        messages,
                        lanes,
                        new Rules(occupancy, presence),
                        ephemerals,
                        presence,
                        reports,
                        new Resolver(core, messages, lanes, links::linkedWith),
                        new Successions(mapping, linking));
        this.lifecycle = new Lifecycle(core, lanes, ephemerals, presence);
    }

    /// Adds a network, before [#start].
    public void add(NetworkId network, Adapter adapter) {
        add(network, adapter, core.settings().inFlight());
    }

    /// The same, with at most `inFlight` deliveries under way at a time.
    public void add(NetworkId network, Adapter adapter, int inFlight) {
        core.networks().add(network, adapter);
        links.add(network);
        var courier = new Courier(core, network, adapter, messages, new Told());
        lanes.add(network, new NetworkLanes(core, network, courier, lanes, inFlight));
        ephemerals.add(network, adapter);
    }

    /// From now on, the bot hears of messages in rooms whose text passes this test, whether or not
    /// the room is linked. Before [#start].
    public void overhear(Predicate<String> forTheBot) {
        intake.overhear(forTheBot);
    }

    /// What `person` may do in `room`, as its network says; empty if it cannot tell.
    public Future<Optional<Event.Role>> role(Address room, Address person) {
        Adapter adapter = core.networks().find(room.network());
        return adapter == null
                ? Future.succeededFuture(Optional.empty())
                : adapter.role(room, person);
    }

    /// The networks, as adapters may ask for them.
    public Networks networks() {
        return core.networks();
    }

    /// The rooms, as adapters may ask for them.
    public Rooms rooms() {
        return rooms;
    }

    /// What can be expressed in a room, seen from its own network.
    ///
    /// @throws IllegalArgumentException if there is no such network
    public Capabilities capabilities(Address room) {
        return core.networks().capabilities(room);
    }

    /// Links rooms, for operators.
    public Linking linking() {
        return linking;
    }

    /// Starts every adapter, and takes up what the journal still holds to be delivered. Fails,
    /// naming the network, if an adapter cannot start; the caller then calls [#stop].
    public Future<Void> start() {
        return lifecycle.start();
    }

    /// Begins no more deliveries, waits bounded for those under way, and stops every adapter. What
    /// the adapters report until then is still made durable, and delivered after the next start;
    /// after that nothing more is taken, and journal and mapping may be closed.
    public Future<Void> stop() {
        return lifecycle.stop();
    }

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        if (lifecycle.stopped()) {
            return Future.failedFuture(
                    new IllegalStateException("The gateway is shutting down; send again later."));
        }
        Promise<Acceptance> answer = Promise.promise();
        core.loop()
                .later(
                        () -> {
                            try {
                                intake.take(envelope, answer);
                            } catch (RuntimeException fault) {
                                LOG.error("A fault in the hub; please report it", fault);
                                answer.tryFail(fault);
                            }
                        });
        return answer.future();
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        core.loop()
                .later(
                        () -> {
                            if (links.changed(network, state)) {
                                lifecycle.open(network, state.open());
                            }
                        });
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {
        core.counters().of(network).recovered.add(recovered);
        if (unrecoverable.isEmpty()) {
            LOG.info("Link {}: {} messages recovered", network, recovered);
        } else {
            LOG.warn(
                    "Link {}: {} messages recovered; not recoverable: {}",
                    network,
                    recovered,
                    unrecoverable);
        }
    }

    /// The state of every network's link.
    public Map<NetworkId, LinkState> links() {
        return links.states();
    }

    /// Makes a dead letter pending again.
    ///
    /// @return whether there was a dead letter of that number
    public Future<Boolean> replay(long deliveryId) {
        return core.journal()
                .replay(deliveryId)
                .onSuccess(
                        found -> {
                            if (found) {
                                core.loop().later(() -> lanes.replay(deliveryId));
                            }
                        });
    }

    /// What was done so far, and what is held.
    public HubFigures figures() {
        return core.counters().figures();
    }

    private Future<Appended> send(Envelope envelope, List<Destination> destinations) {
        Promise<Appended> promise = Promise.promise();
        core.loop()
                .run(
                        () ->
                                core.journal()
                                        .append(envelope, destinations)
                                        .onSuccess(
                                                appended -> {
                                                    if (appended
                                                            instanceof Appended.New(_, var rows)) {
                                                        lanes.offer(rows);
                                                    }
                                                })
                                        .onComplete(promise));
        return promise.future();
    }

    /// What an outcome means for others.
    private final class Told implements Courier.Aftermath {
        @Override
        public void arrived(Pending row) {
            ephemerals.arrived(row);
        }

        @Override
        public void refused(Pending row, Failure failure) {
            reports.refused(row, failure);
        }
    }
}

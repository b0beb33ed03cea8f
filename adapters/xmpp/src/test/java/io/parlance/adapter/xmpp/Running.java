package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Surroundings.MATRIX;
import static io.parlance.adapter.xmpp.Surroundings.XMPP;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.AdapterContext;
import io.parlance.spi.ConfigException;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.awaitility.Awaitility;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// An adapter that runs against a scripted server.
final class Running implements AutoCloseable {
    static final Participant ALICE =
            new Participant(Address.person(MATRIX, "@alice:hs.test"), "Alice");
    static final Address TOM = Address.person(XMPP, "tom@xmpp.test");
    static final Address PORTAL = Address.room(MATRIX, "#room:hs.test");
    static final Address DEN = Address.room(XMPP, "den@rooms.xmpp.test");
    static final String GHOST = "alice\\40hs.test@matrix.xmpp.test";
    static final String ROOM = "#room\\40hs.test@matrix.xmpp.test";

    final Vertx vertx = Vertx.vertx();
    final Surroundings around;
    final ComponentServer server;
    XmppAdapter adapter;

    Running() throws Exception {
        this(new Surroundings());
    }

    Running(Surroundings around) throws Exception {
        this.around = around;
        server = new ComponentServer(vertx, 0);
        adapter = start();
        until(() -> around.hub.states.contains(new LinkState.Up()));
    }

    private XmppAdapter start() throws ConfigException, TimeoutException {
        Map<String, Object> settings = Surroundings.settings(server.port());
        AdapterContext context = around.context(vertx, settings);
        XmppAdapter made = (XmppAdapter) new XmppAdapterProvider().create(context);
        made.start().await(10, TimeUnit.SECONDS);
        return made;
    }

    /// Starts the adapter anew, as after a crash if it was not stopped.
    void restart(boolean clean) throws Exception {
        if (clean) {
            adapter.stop().await(10, TimeUnit.SECONDS);
        } else {
            server.sockets.forEach(socket -> socket.close());
        }
        around.hub.states.clear();
        server.received.clear();
        adapter = start();
        until(() -> around.hub.states.contains(new LinkState.Up()));
    }

    static void until(BooleanSupplier done) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(done::getAsBoolean);
    }

    static Delivery delivery(Event event, Participant sender, Conversation target, int attempt) {
        Envelope envelope = Envelope.of(sender, target, null, Instant.now(), event);
        return new Delivery(envelope, XMPP, target, Set.of(TOM), attempt);
    }

    static Delivery delivery(Event event, Conversation target) {
        return delivery(event, ALICE, target, 1);
    }

    Future<Outcome> deliver(Event event, Conversation target) {
        return adapter.deliver(delivery(event, target));
    }

    Outcome outcome(Event event, Conversation target) throws TimeoutException {
        return deliver(event, target).await(10, TimeUnit.SECONDS);
    }

    Outcome direct(Event event) throws TimeoutException {
        return outcome(event, new Conversation.Direct(TOM));
    }

    <E extends Event> Envelope expect(Class<E> kind) {
        until(() -> !around.hub.of(kind).isEmpty());
        return around.hub.of(kind).getLast();
    }

    @Override
    public void close() throws TimeoutException {
        adapter.stop().await(10, TimeUnit.SECONDS);
        server.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }
}

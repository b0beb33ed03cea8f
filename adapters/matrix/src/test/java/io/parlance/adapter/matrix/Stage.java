package io.parlance.adapter.matrix;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Hop;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;
import io.parlance.testing.StablePort;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// An adapter between a fake homeserver and a recording hub, started and stopped.
final class Stage implements AutoCloseable {
    static final String HS_TOKEN = "hs-secret";
    static final Address ALICE = Address.person(Surroundings.MATRIX, "@alice:hs.test");
    static final Address ROMEO = Address.person(Surroundings.XMPP, "romeo@xmpp.test");
    static final String GHOST = "@_parlance_xmpp_romeo=40xmpp.test:hs.test";
    static final Address LOBBY = Address.room(Surroundings.MATRIX, "#lobby:hs.test");
    static final Address DEN = Address.room(Surroundings.XMPP, "den@rooms.xmpp.test");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Vertx vertx = Vertx.vertx();
    final Surroundings around = new Surroundings();
    final FakeHomeserver homeserver;
    final int port;
    MatrixAdapter adapter;
    private final HttpClient client = HttpClient.newHttpClient();

    Stage() throws IOException, ConfigException {
        homeserver = new FakeHomeserver(vertx, 0);
        homeserver.aliases.put("#lobby:hs.test", "!lobby:hs.test");
        port = StablePort.find();
        adapter = adapter(homeserver.port());
    }

    MatrixAdapter adapter(int homeserverPort) throws ConfigException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("homeserver", "http://127.0.0.1:" + homeserverPort);
        settings.put("server_name", "hs.test");
        settings.put("as_token", FakeHomeserver.TOKEN);
        settings.put("hs_token", HS_TOKEN);
        settings.put("listen", Map.of("port", port));
        return new MatrixAdapter(
                around.context(vertx, new Settings("networks.matrix", settings)),
                MatrixConfig.read(new Settings("networks.matrix", settings)),
                Duration.ofSeconds(1));
    }

    Stage started() {
        adapter.start().await();
        state("up");
        return this;
    }

    /// Stops the adapter and starts another in the same surroundings, as a restart does.
    ///
    /// COMPAT: Netty 4.2 says that a socket is closed before the selector has let go of it; until
    /// then, its port is in use.
    void restarted() {
        adapter.stop().await();
        around.hub.states.clear();
        await().ignoreExceptionsInstanceOf(IOException.class).until(this::startsAgain);
        state("up");
    }

    private boolean startsAgain() throws ConfigException {
        adapter = adapter(homeserver.port());
        adapter.start().await();
        return true;
    }

    void state(String word) {
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                !around.hub.states.isEmpty()
                                        && around.hub.states.getLast().word().equals(word));
    }

    /// Notes a room's use as if it had come about before.
    void known(String roomId, RoomUse use) {
        around.stored.put("room:" + roomId, use.stored());
    }

    static ObjectNode event(String id, String room, String type) {
        ObjectNode event = Json.object().put("event_id", id).put("room_id", room).put("type", type);
        event.put("sender", "@alice:hs.test").put("origin_server_ts", 1_700_000_000_000L);
        event.putObject("content");
        return event;
    }

    static ObjectNode text(String id, String room, String body) {
        ObjectNode event = event(id, room, "m.room.message");
        ((ObjectNode) event.path("content")).put("msgtype", "m.text").put("body", body);
        return event;
    }

    static ObjectNode transaction(ObjectNode... events) {
        ObjectNode transaction = Json.object();
        ArrayNode list = transaction.putArray("events");
        List.of(events).forEach(list::add);
        return transaction;
    }

    CompletableFuture<HttpResponse<String>> put(String id, ObjectNode transaction) {
        return request(
                "PUT", "/_matrix/app/v1/transactions/" + id, HS_TOKEN, transaction.toString());
    }

    CompletableFuture<HttpResponse<String>> request(
            String method, String path, String token, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(15));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    Outcome deliver(Conversation target, Event event) {
        return adapter.deliver(delivery(target, event, 1)).await();
    }

    static Delivery delivery(Conversation target, Event event, int attempt) {
        NativeId id = new NativeId(Surroundings.XMPP, "x" + NUMBER.incrementAndGet());
        Envelope envelope =
                Envelope.of(new Participant(ROMEO, "Romeo"), target, id, Instant.now(), event)
                        .withTrail(List.of(new Hop("gw1", "xmpp")));
        return new Delivery(envelope, Surroundings.MATRIX, target, Set.of(), attempt);
    }

    @Override
    public void close() {
        adapter.stop().await();
        homeserver.close();
        vertx.close().await();
        client.close();
    }
}

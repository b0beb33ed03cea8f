package io.parlance.adapter.xmpp;

import static io.parlance.adapter.xmpp.Running.TOM;
import static io.parlance.adapter.xmpp.Running.until;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;
import io.parlance.testing.StablePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.TimeUnit;

/// The stream: handshake, what the operator is told, reconnecting, and when a message counts as
/// taken.
final class LinkTest {
    private static final Conversation TO_TOM = new Conversation.Direct(TOM);

    private static String streamError(String condition) {
        return "<stream:error><"
                + condition
                + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
    }

    private static XmppAdapter adapter(Vertx vertx, Surroundings around, int port)
            throws Exception {
        XmppAdapter adapter =
                (XmppAdapter)
                        new XmppAdapterProvider()
                                .create(around.context(vertx, Surroundings.settings(port)));
        adapter.start().await(10, TimeUnit.SECONDS);
        return adapter;
    }

    @Test
    void aWrongSecretIsToldWithAdviceAndWithoutTheSecret() throws Exception {
        Vertx vertx = Vertx.vertx();
        Surroundings around = new Surroundings();
        try (ComponentServer server = new ComponentServer(vertx, 0)) {
            server.handshakeAnswer = streamError("not-authorized");
            XmppAdapter adapter = adapter(vertx, around, server.port());
            until(
                    () ->
                            around.hub.states.stream()
                                    .anyMatch(LinkState.BadCredentials.class::isInstance));
            LinkState state = around.hub.states.getLast();
            assertThat(state.advice()).contains("`secret`", "matrix.xmpp.test");
            assertThat(state.advice()).doesNotContain("s3cret");
            // Corrected at the server, it comes up by itself.
            server.handshakeAnswer = "<handshake/>";
            until(() -> around.hub.states.contains(new LinkState.Up()));
            adapter.stop().await(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServerThatComesLaterIsFoundWithoutHammering() throws Exception {
        Vertx vertx = Vertx.vertx();
        Surroundings around = new Surroundings();
        int port = StablePort.find();
        XmppAdapter adapter = adapter(vertx, around, port);
        until(() -> around.hub.states.stream().anyMatch(LinkState.Down.class::isInstance));
        assertThat(around.hub.states.getLast().advice()).contains(":" + port);
        Outcome outcome =
                adapter.deliver(Running.delivery(Event.Message.of("early"), TO_TOM))
                        .await(10, TimeUnit.SECONDS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> {
                            assertThat(deferred.failure().certain()).isTrue();
                            assertThat(deferred.failure().reason())
                                    .isEqualTo(FailureReason.LINK_DOWN);
                        });
        try (ComponentServer server = new ComponentServer(vertx, port)) {
            until(() -> around.hub.states.contains(new LinkState.Up()));
            assertThat(server.sockets).hasSize(1);
            adapter.stop().await(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"system-shutdown", "conflict", "internal-server-error"})
    void aStreamErrorIsFollowedByAReconnect(String condition) throws Exception {
        try (Running gateway = new Running()) {
            gateway.around.hub.states.clear();
            gateway.server.send(streamError(condition));
            until(() -> gateway.around.hub.states.contains(new LinkState.Up()));
            assertThat(gateway.around.hub.states).hasAtLeastOneElementOfType(LinkState.Down.class);
            assertThat(gateway.direct(Event.Message.of("again")))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- no -->",
                "<!DOCTYPE x>",
                "<?evil?>",
                "<message><body>&undefined;</body></message>",
                "<message></wrong>  ",
                "<surprise/>"
            })
    void aHostileServerIsToldAndLeft(String xml) throws Exception {
        try (Running gateway = new Running()) {
            gateway.around.hub.states.clear();
            gateway.server.send(xml);
            until(() -> gateway.server.streamErrors.get() == 1);
            until(() -> gateway.around.hub.states.contains(new LinkState.Up()));
            assertThat(gateway.server.sockets).hasSize(2);
        }
    }

    @Test
    void anOversizedStanzaEndsTheStreamOnly() throws Exception {
        try (Running gateway = new Running()) {
            gateway.around.hub.states.clear();
            gateway.server.send(
                    "<message from='tom@xmpp.test' to='"
                            + Running.GHOST
                            + "'><body>"
                            + "x".repeat(600_000)
                            + "</body></message>");
            until(() -> gateway.server.streamErrors.get() == 1);
            until(() -> gateway.around.hub.states.contains(new LinkState.Up()));
            assertThat(gateway.around.hub.of(Event.Message.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error"})
    void aMessageCountsAsTakenWhenTheServerAnsweredThePingAfterIt(String type) throws Exception {
        try (Running gateway = new Running()) {
            gateway.server.pingAnswerType = type;
            assertThat(gateway.direct(Event.Message.of("hi")))
                    .isInstanceOf(Outcome.Delivered.class);
        }
    }

    @Test
    void withoutAnAnswerItIsUncertain() throws Exception {
        try (Running gateway = new Running()) {
            gateway.server.answersPings = false;
            assertThat(gateway.direct(Event.Message.of("hi")))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> {
                                assertThat(deferred.failure().certain()).isFalse();
                                assertThat(deferred.failure().reason())
                                        .isEqualTo(FailureReason.TIMEOUT);
                            });
        }
    }

    @Test
    void aStreamThatBreaksLeavesItUncertain() throws Exception {
        try (Running gateway = new Running()) {
            gateway.server.answersPings = false;
            var outcome = gateway.deliver(Event.Message.of("hi"), TO_TOM);
            gateway.server.expect(e -> e.name().equals("message"));
            gateway.server.sockets.getLast().close();
            assertThat(outcome.await(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Outcome.Deferred.class,
                            deferred -> assertThat(deferred.failure().certain()).isFalse());
        }
    }

    @Test
    void onePingCoversManyMessages() throws Exception {
        try (Running gateway = new Running()) {
            var outcomes =
                    java.util.stream.IntStream.range(0, 500)
                            .mapToObj(i -> gateway.deliver(Event.Message.of("m" + i), TO_TOM))
                            .toList();
            for (var outcome : outcomes) {
                assertThat(outcome.await(10, TimeUnit.SECONDS))
                        .isInstanceOf(Outcome.Delivered.class);
            }
            List<String> bodies =
                    gateway.server.received.stream()
                            .filter(e -> e.name().equals("message"))
                            .map(e -> e.children("body", "jabber:client").getFirst().text())
                            .toList();
            assertThat(bodies).hasSize(500).startsWith("m0", "m1", "m2").endsWith("m499");
        }
    }

    @Test
    void whatWasOnItsWayAtTheGoodbyeIsTaken() throws Exception {
        Running gateway = new Running();
        Promise<Acceptance> durable = Promise.promise();
        gateway.around.hub.answer = _ -> durable.future();
        gateway.server.lastWords =
                "<message from='tom@xmpp.test/phone' to='%s' type='chat'><body>wait</body></message>"
                        .formatted(Running.GHOST);
        Future<Void> stopped = gateway.adapter.stop();
        Envelope last = gateway.expect(Event.Message.class);
        assertThat(((Event.Message) last.event()).body().text()).isEqualTo("wait");
        assertThat(stopped.isComplete()).isFalse();
        durable.complete(new Acceptance.Accepted(last.id()));
        stopped.await(10, TimeUnit.SECONDS);
        gateway.close();
    }

    @Test
    void aServerThatSaysNoGoodbyeIsNotWaitedForLong() throws Exception {
        Running gateway = new Running();
        gateway.server.saysGoodbye = false;
        Future<Void> stopped = gateway.adapter.stop();
        stopped.await(5, TimeUnit.SECONDS);
        gateway.close();
    }

    @Test
    void aNetworkWithoutComponentIsRefused() throws Exception {
        try (Running gateway = new Running()) {
            var stranger =
                    io.parlance.model.Participant.of(
                            io.parlance.model.Address.person(new NetworkId("mail"), "a@b.test"));
            Outcome outcome =
                    gateway.adapter
                            .deliver(Running.delivery(Event.Message.of("x"), stranger, TO_TOM, 1))
                            .await(10, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        }
    }
}

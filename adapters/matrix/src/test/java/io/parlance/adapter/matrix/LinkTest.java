package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.testing.StablePort;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;

/// Starting, and losing the homeserver.
final class LinkTest {
    private static final Conversation IN_LOBBY = new Conversation.Room(Stage.LOBBY);
    private Stage stage;

    @BeforeEach
    void prepare() throws Exception {
        stage = new Stage();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void aPortInUseFailsTheStartWithAdvice() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(stage.port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> stage.adapter.start().await())
                    .hasMessageContaining("127.0.0.1:" + stage.port)
                    .hasMessageContaining("free the port");
        }
    }

    @Test
    void aHomeserverThatComesLaterIsFound() throws Exception {
        int port = StablePort.find();
        stage.adapter = stage.adapter(port);
        stage.adapter.start().await();
        stage.state("down");
        Outcome early = stage.deliver(IN_LOBBY, Event.Message.of("early"));
        assertThat(((Outcome.Deferred) early).failure().reason())
                .isEqualTo(FailureReason.LINK_DOWN);
        assertThat(((Outcome.Deferred) early).failure().certain()).isTrue();
        FakeHomeserver late = new FakeHomeserver(stage.vertx, port);
        try {
            stage.state("up");
        } finally {
            late.close();
        }
    }

    @Test
    void linkedRoomsAreEnteredAtStart() {
        stage.around.links.put(Stage.LOBBY, Set.of(Stage.DEN));
        stage.started();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !stage.homeserver.asked("POST", "/ping").isEmpty());
        assertThat(stage.homeserver.members.get("!lobby:hs.test")).contains("@parlance:hs.test");
        assertThat(stage.around.stored).containsKey("room:!lobby:hs.test");
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.body().path("body").asText())
                                        .contains(Stage.DEN.toString()));
        assertThat(stage.homeserver.asked("PUT", "/state/m.bridge/"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.body().path("bridgebot").asText())
                                        .isEqualTo("@parlance:hs.test"));
        assertThat(stage.homeserver.asked("PUT", "/state/uk.half-shot.bridge/")).hasSize(1);
    }

    @Test
    void aRoomThatCannotBeEnteredDegradesTheLinkWithAdvice() {
        stage.around.links.put(Stage.LOBBY, Set.of(Stage.DEN));
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                Integer.MAX_VALUE,
                it -> it.path().contains("/join/"));
        stage.adapter.start().await();
        stage.state("degraded");
        assertThat(stage.around.hub.states.getLast().advice())
                .contains("#lobby:hs.test", "invite @parlance:hs.test");
    }

    @Test
    void aRoomNotEnteredYetDefersItsMessages() {
        stage.homeserver.be(
                FakeHomeserver.Mood.SILENT, Integer.MAX_VALUE, it -> it.path().contains("/join/"));
        stage.around.links.put(Stage.LOBBY, Set.of(Stage.DEN));
        stage.started();
        assertThat(stage.deliver(IN_LOBBY, Event.Message.of("early")))
                .isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void aRoomWithAnotherBridgeIsNotLinked() {
        stage.homeserver.bridge("!lobby:hs.test", "@otherbot:hs.test");
        stage.started();
        Outcome outcome =
                stage.deliver(IN_LOBBY, new Event.Linkage(true, java.util.List.of(Stage.DEN)));
        assertThat(((Outcome.Refused) outcome).failure().reason())
                .isEqualTo(FailureReason.CONFLICT);
        assertThat(((Outcome.Refused) outcome).failure().text()).contains("@otherbot:hs.test");
        assertThat(stage.around.stored).doesNotContainKey("room:!lobby:hs.test");
    }

    @Test
    void unlinkingLeavesTheRoomWithAllGhosts() {
        stage.started();
        Event.Linkage link = new Event.Linkage(true, java.util.List.of(Stage.DEN));
        assertThat(stage.deliver(IN_LOBBY, link)).isInstanceOf(Outcome.Delivered.class);
        stage.deliver(IN_LOBBY, Event.Message.of("hello"));
        Event.Linkage unlink = new Event.Linkage(false, java.util.List.of(Stage.DEN));
        assertThat(stage.deliver(IN_LOBBY, unlink)).isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.asked("POST", "/leave"))
                .extracting(FakeHomeserver.Asked::as)
                .containsExactly(Stage.GHOST, "@parlance:hs.test");
        assertThat(stage.around.stored).doesNotContainKey("room:!lobby:hs.test");
        Outcome after = stage.deliver(IN_LOBBY, Event.Message.of("too late"));
        assertThat(((Outcome.Refused) after).failure().reason())
                .isEqualTo(FailureReason.NOT_LINKED);
    }
}

package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is due later: messages that vanish or are taken back in pieces, and what was said while the
/// gateway was away.
final class AfterwardsTest {
    private static final Conversation IN_LOBBY = new Conversation.Room(Stage.LOBBY);
    private static final String ROOM = "!lobby:hs.test";
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage();
        stage.known(ROOM, new RoomUse.Plumbed(Stage.LOBBY));
        stage.started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void whatWasSaidMeanwhileIsCounted() {
        stage.put("1", Stage.transaction(Stage.text("$1", ROOM, "a"), Stage.text("$2", ROOM, "b")))
                .join();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> stage.around.hub.recoveries.equals(List.of(2)));
        long now = System.currentTimeMillis() + 1000;
        var fresh = Stage.text("$3", ROOM, "c").put("origin_server_ts", now);
        stage.put("2", Stage.transaction(fresh)).join();
        assertThat(stage.around.hub.recoveries).containsExactly(2);
    }

    @Test
    void whatIsToVanishIsTakenBackAlsoAfterARestart() throws Exception {
        Instant end = Instant.now().plusMillis(500);
        var message = new Event.Message(Body.of("soon gone"), Event.Style.CHAT, null, null, end);
        Outcome outcome = stage.deliver(IN_LOBBY, message);
        String id = ((Outcome.Delivered) outcome).nativeIds().getFirst().value();
        assertThat(stage.around.stored).containsKey("expiry:" + id);
        stage.restarted();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> !stage.homeserver.asked("PUT", "/redact/" + id + "/").isEmpty());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !stage.around.stored.containsKey("expiry:" + id));
    }

    @Test
    void aMessageInPiecesIsTakenBackWhole() {
        Outcome outcome = stage.deliver(IN_LOBBY, Event.Message.of("Wörter\n".repeat(8_000)));
        List<NativeId> ids = ((Outcome.Delivered) outcome).nativeIds();
        assertThat(ids).hasSizeGreaterThan(1);
        MessageRef first = MessageRef.to(ids.getFirst());
        stage.deliver(IN_LOBBY, new Event.Retraction(first, null));
        assertThat(stage.homeserver.asked("PUT", "/redact/")).hasSameSizeAs(ids);
    }
}

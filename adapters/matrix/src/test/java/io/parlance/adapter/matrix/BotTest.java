package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.GatewayBot;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/// The gateway's own user as the bot that takes commands.
final class BotTest {
    private static final String BOT = "@parlance:hs.test";
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage().started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private void invited(String room, boolean direct) {
        ObjectNode event = Stage.event("$i", room, "m.room.member").put("state_key", BOT);
        ((ObjectNode) event.path("content")).put("membership", "invite").put("is_direct", direct);
        assertThat(stage.put("$i", Stage.transaction(event)).join().statusCode()).isEqualTo(200);
    }

    private Outcome answer(Conversation target) {
        Event said = new Event.Message(Body.of("answer"), Event.Style.NOTICE, null);
        Envelope envelope = Envelope.of(GatewayBot.PARTICIPANT, target, null, Instant.now(), said);
        Delivery delivery = new Delivery(envelope, Surroundings.MATRIX, target, Set.of(), 1);
        return stage.adapter.deliver(delivery).await();
    }

    @Test
    void inADirectRoomOneTalksWithTheBot() {
        invited("!talk:hs.test", true);
        stage.put("t", Stage.transaction(Stage.text("$2", "!talk:hs.test", "help"))).join();
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(new Conversation.Direct(GatewayBot.ADDRESS));
        assertThat(answer(new Conversation.Direct(Stage.ALICE)))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.asked("PUT", "/rooms/!talk:hs.test/send"))
                .singleElement()
                .satisfies(it -> assertThat(it.as()).isEqualTo(BOT));
    }

    @Test
    void aRoomThatIsLinkedWithNothingIsHeardByItsId() {
        invited("!new:hs.test", false);
        stage.put("t", Stage.transaction(Stage.text("$2", "!new:hs.test", "!parlance who"))).join();
        var room = new Conversation.Room(Address.room(Surroundings.MATRIX, "!new:hs.test"));
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(room);
        assertThat(answer(room)).isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.asked("PUT", "/rooms/!new:hs.test/send")).hasSize(1);
    }

    @Test
    void aRoomThatIsAskedIsEnteredAndHeardByTheNameItWasAskedBy() {
        var asked = new Conversation.Room(Stage.LOBBY);
        assertThat(answer(asked)).isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.members.get("!lobby:hs.test")).contains(BOT);
        stage.put("t", Stage.transaction(Stage.text("$2", "!lobby:hs.test", "yes"))).join();
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "@alice:hs.test, 10, OWNER",
        "@bob:hs.test,   10, MODERATOR",
        "@carol:hs.test, 10, PARTICIPANT",
        "@dave:hs.test,  10, VISITOR",
        "@eve:hs.test,   10, PARTICIPANT",
        "@eve:hs.test,   12, OWNER",
    })
    void theRoomsStateSaysWhoIsStaff(String user, String version, Event.Role role)
            throws IOException {
        String state =
                """
                [{"type": "m.room.create", "state_key": "", "sender": "@eve:hs.test", "content": {"room_version": "%s"}},
                 {"type": "m.room.member", "state_key": "@alice:hs.test", "content": {"membership": "join"}},
                 {"type": "m.room.member", "state_key": "@bob:hs.test", "content": {"membership": "join"}},
                 {"type": "m.room.member", "state_key": "@carol:hs.test", "content": {"membership": "join"}},
                 {"type": "m.room.member", "state_key": "@dave:hs.test", "content": {"membership": "leave"}},
                 {"type": "m.room.member", "state_key": "@eve:hs.test", "content": {"membership": "join"}},
                 {"type": "m.room.power_levels", "state_key": "", "content":
                    {"users": {"@alice:hs.test": 100, "@bob:hs.test": 50, "@dave:hs.test": 100}}}]
                """
                        .formatted(version);
        assertThat(Visits.Powers.role(Json.parse(state.getBytes(StandardCharsets.UTF_8)), user))
                .isEqualTo(role);
    }
}

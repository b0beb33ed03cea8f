package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.spi.Acceptance;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What may come in at the listener.
final class HostileHomeserverTest {
    private static final String ROOM = "!dm:hs.test";
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage();
        stage.known(ROOM, new RoomUse.Direct("@alice:hs.test", Stage.GHOST));
        stage.known("!lobby:hs.test", new RoomUse.Plumbed(Stage.LOBBY));
        stage.started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private List<String> texts() {
        return stage.around.hub.events(Event.Message.class).stream()
                .map(message -> message.body().text())
                .toList();
    }

    @Test
    void takesATransaction() {
        HttpResponse<String> answer =
                stage.put("1", Stage.transaction(Stage.text("$1", ROOM, "hello"))).join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(stage.around.hub.taken)
                .singleElement()
                .satisfies(
                        envelope -> {
                            assertThat(envelope.conversation())
                                    .isEqualTo(new Conversation.Direct(Stage.ROMEO));
                            assertThat(envelope.sender().address()).isEqualTo(Stage.ALICE);
                            assertThat(envelope.sender().displayName()).isEqualTo("Alice");
                            assertThat(envelope.nativeIds().getFirst().value()).isEqualTo("$1");
                        });
    }

    @Test
    void asksForTheToken() {
        String path = "/_matrix/app/v1/transactions/1";
        assertThat(stage.request("PUT", path, "", "{}").join().statusCode()).isEqualTo(401);
        HttpResponse<String> wrong = stage.request("PUT", path, "as-secret", "{}").join();
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("M_FORBIDDEN").doesNotContain(Stage.HS_TOKEN);
        stage.state("bad-credentials");
        assertThat(stage.around.hub.states.getLast().advice()).contains("hs_token");
        String query = path + "?access_token=" + Stage.HS_TOKEN;
        assertThat(stage.request("PUT", query, "", "{}").join().statusCode()).isEqualTo(200);
        stage.state("up");
        // Once the homeserver has shown the right one, a stranger with a wrong one raises no alarm.
        stage.request("PUT", path, "wrong", "{}").join();
        stage.state("up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "{\"events\": [}", "{} {}", "\u0000"})
    void refusesWhatIsNoJson(String body) {
        HttpResponse<String> answer =
                stage.request("PUT", "/_matrix/app/v1/transactions/1", Stage.HS_TOKEN, body).join();
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void refusesJsonThatIsTooDeep() {
        String body = "{\"events\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}";
        HttpResponse<String> answer =
                stage.request("PUT", "/_matrix/app/v1/transactions/1", Stage.HS_TOKEN, body).join();
        assertThat(answer.statusCode()).isEqualTo(400);
        takesATransaction();
    }

    @Test
    void refusesAHugeBody() {
        String body = "{\"x\":\"" + "x".repeat(33 * 1024 * 1024) + "\"}";
        CompletableFuture<HttpResponse<String>> answer =
                stage.request("PUT", "/_matrix/app/v1/transactions/1", Stage.HS_TOKEN, body);
        // Either the answer arrives, or the connection is closed under the sender.
        assertThat(answer.handle((r, e) -> e != null || r.statusCode() == 413).join()).isTrue();
        takesATransaction();
    }

    @Test
    void oddEventsDoNotBreakATransaction() {
        ObjectNode noId = Stage.text("$x", ROOM, "no id");
        noId.remove("event_id");
        ObjectNode oddContent = Stage.text("$y", ROOM, "odd");
        oddContent.put("content", 7);
        ObjectNode oddSender = Stage.text("$z", ROOM, "odd").put("sender", "not a user");
        ObjectNode oddMember = Stage.event("$m", ROOM, "m.room.member").put("state_key", "?");
        ObjectNode unknown = Stage.event("$u", ROOM, "org.example.thing");
        ((ObjectNode) unknown.path("content")).put("body", "something new");
        ObjectNode all =
                Stage.transaction(
                        noId,
                        oddContent,
                        oddSender,
                        oddMember,
                        unknown,
                        Stage.text("$1", ROOM, "ok"));
        all.withArray("events").add(5).add("text").addNull();
        assertThat(stage.put("1", all).join().statusCode()).isEqualTo(200);
        assertThat(texts()).containsExactly("[org.example.thing] something new", "ok");
        assertThat(stage.adapter.counts().of("malformed")).isEqualTo(7);
    }

    @Test
    void aNulIsToldToItsWriter() {
        ObjectNode nul = Stage.text("$1", ROOM, "a\u0000b");
        assertThat(stage.put("1", Stage.transaction(nul)).join().statusCode()).isEqualTo(200);
        assertThat(texts()).isEmpty();
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo(Stage.GHOST);
                            assertThat(it.body().toString()).contains("NUL").contains("$1");
                        });
    }

    @Test
    void aRepeatedTransactionIsNotTakenTwiceEvenAfterARestart() throws Exception {
        ObjectNode one = Stage.transaction(Stage.text("$1", ROOM, "once"));
        assertThat(stage.put("7", one).join().statusCode()).isEqualTo(200);
        assertThat(stage.put("7", one).join().statusCode()).isEqualTo(200);
        stage.restarted();
        assertThat(stage.put("7", one).join().statusCode()).isEqualTo(200);
        assertThat(texts()).containsExactly("once");
        assertThat(stage.adapter.counts().of("repeated-transaction")).isEqualTo(1);
    }

    @Test
    void answersOnlyWhenAllIsDurable() {
        stage.around.hub.hold();
        CompletableFuture<HttpResponse<String>> answer =
                stage.put(
                        "1",
                        Stage.transaction(
                                Stage.text("$1", ROOM, "one"), Stage.text("$2", ROOM, "two")));
        await().atMost(Duration.ofSeconds(5)).until(() -> stage.around.hub.held() == 1);
        // The second waits for the first: order is kept even if the hub refuses in between.
        CompletableFuture<HttpResponse<String>> again =
                stage.put("1", Stage.transaction(Stage.text("$1", ROOM, "one")));
        assertThat(answer).isNotDone();
        stage.around.hub.release();
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(again.join().statusCode()).isEqualTo(200);
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void manyEventsDoNotPileUp() {
        ObjectNode transaction = Stage.transaction(Stage.text("$1", ROOM, "first"));
        ObjectNode own = Stage.text("$own", ROOM, "echo").put("sender", Stage.GHOST);
        for (int i = 0; i < 50_000; i++) {
            transaction.withArray("events").add(own);
        }
        transaction.withArray("events").add(Stage.text("$2", ROOM, "last"));
        stage.around.hub.hold();
        CompletableFuture<HttpResponse<String>> answer = stage.put("1", transaction);
        await().atMost(Duration.ofSeconds(10)).until(() -> stage.around.hub.held() == 1);
        stage.around.hub.release();
        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(texts()).containsExactly("first", "last");
    }

    @Test
    void aFullDiskMeansThatItComesAgain() {
        ObjectNode transaction =
                Stage.transaction(Stage.text("$1", ROOM, "one"), Stage.text("$2", ROOM, "two"));
        stage.around.hub.full(true);
        assertThat(stage.put("1", transaction).join().statusCode()).isEqualTo(500);
        assertThat(texts()).isEmpty();
        stage.around.hub.full(false);
        assertThat(stage.put("1", transaction).join().statusCode()).isEqualTo(200);
        assertThat(texts()).containsExactly("one", "two");
    }

    @Test
    void sameEphemeralUnderBothKeysCountsOnce() {
        ObjectNode transaction = Stage.transaction();
        for (String key : List.of("ephemeral", "de.sorunome.msc2409.ephemeral")) {
            ObjectNode presence = transaction.withArray(key).addObject().put("type", "m.presence");
            presence.put("sender", "@alice:hs.test");
            presence.putObject("content").put("presence", "online").put("currently_active", true);
            ObjectNode receipt = transaction.withArray(key).addObject().put("type", "m.receipt");
            receipt.put("room_id", ROOM);
            receipt.putObject("content")
                    .putObject("$9")
                    .putObject("m.read")
                    .putObject("@alice:hs.test")
                    .put("ts", 1);
            ObjectNode typing = transaction.withArray(key).addObject().put("type", "m.typing");
            typing.put("room_id", ROOM);
            typing.putObject("content").putArray("user_ids").add("@alice:hs.test").add(Stage.GHOST);
            transaction.withArray(key).addObject().put("type", "m.odd");
        }
        assertThat(stage.put("1", transaction).join().statusCode()).isEqualTo(200);
        assertThat(stage.around.hub.events(Event.Presence.class))
                .containsExactly(new Event.Presence(Event.Availability.AVAILABLE, null));
        assertThat(stage.around.hub.events(Event.Receipt.class)).hasSize(1);
        assertThat(stage.around.hub.events(Event.Typing.class))
                .containsExactly(new Event.Typing(true));
        assertThat(stage.adapter.counts().of("ephemeral-unknown")).isEqualTo(1);
    }

    @Test
    void aRejectionIsToldInTheRoom() {
        stage.around.hub.reject(
                new Acceptance.Rejected(
                        Failure.certain(FailureReason.NOT_LINKED, "Nobody is there.", "")));
        stage.put("1", Stage.transaction(Stage.text("$1", "!lobby:hs.test", "hello"))).join();
        assertThat(stage.homeserver.asked("PUT", "/rooms/!lobby:hs.test/send"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo("@parlance:hs.test");
                            assertThat(it.body().path("msgtype").asText()).isEqualTo("m.notice");
                            assertThat(it.body().toString()).contains("Nobody is there.");
                        });
    }

    @Test
    void encryptedMessagesAreAnsweredOnceARoom() {
        ObjectNode one = Stage.event("$1", ROOM, "m.room.encrypted");
        ((ObjectNode) one.path("content")).put("algorithm", "m.megolm.v1.aes-sha2");
        ObjectNode two = one.deepCopy().put("event_id", "$2");
        stage.put("1", Stage.transaction(one, two)).join();
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message")).hasSize(1);
    }

    @Test
    void ownGhostsAreNotHeard() {
        ObjectNode own = Stage.text("$1", ROOM, "echo").put("sender", Stage.GHOST);
        stage.put("1", Stage.transaction(own)).join();
        assertThat(stage.around.hub.taken).isEmpty();
        assertThat(stage.adapter.counts().of("own-ghost")).isEqualTo(1);
    }

    @Test
    void answersTheOlderPathsAndQueries() {
        assertThat(
                        stage.request("PUT", "/transactions/3", Stage.HS_TOKEN, "{}")
                                .join()
                                .statusCode())
                .isEqualTo(200);
        assertThat(query("users/@_parlance_xmpp_a=40b.test:hs.test")).isEqualTo(200);
        assertThat(query("users/@_parlance_irc_a=40b.test:hs.test")).isEqualTo(404);
        assertThat(query("users/@alice:hs.test")).isEqualTo(404);
        assertThat(query("rooms/%23_parlance_xmpp_den=40rooms.xmpp.test:hs.test")).isEqualTo(200);
        assertThat(query("rooms/%23_parlance_xmpp_den=40rooms.xmpp.test:hs.test")).isEqualTo(200);
        assertThat(query("rooms/%23lobby:hs.test")).isEqualTo(404);
        assertThat(query("thirdparty/user/x")).isEqualTo(404);
        assertThat(stage.homeserver.asked("POST", "/createRoom")).hasSize(1);
    }

    private int query(String path) {
        return stage.request("GET", "/_matrix/app/v1/" + path, Stage.HS_TOKEN, "")
                .join()
                .statusCode();
    }
}

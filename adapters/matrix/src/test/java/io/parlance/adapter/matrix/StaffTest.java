package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What staff does, rooms look like and people look like, both ways; and rooms that move.
final class StaffTest {
    private static final Conversation IN_LOBBY = new Conversation.Room(Stage.LOBBY);
    private static final String ROOM = "!lobby:hs.test";
    private static final String BOT = "@parlance:hs.test";
    private static final Participant ALICE = new Participant(Stage.ALICE, "Alice");
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

    private void taken(ObjectNode event) {
        String id = event.path("event_id").asText();
        assertThat(stage.put(id, Stage.transaction(event)).join().statusCode()).isEqualTo(200);
    }

    private static ObjectNode state(String id, String type, String key) {
        return Stage.event(id, ROOM, type).put("state_key", key);
    }

    private static ObjectNode content(ObjectNode event) {
        return (ObjectNode) event.path("content");
    }

    private static MessageRef ref(String id) {
        return MessageRef.to(new NativeId(Surroundings.MATRIX, id));
    }

    @Test
    void whoseMessageIsTakenBackDecidesWhoDid() {
        stage.homeserver.authors.put("$theirs", Stage.GHOST);
        taken(Stage.text("$own", ROOM, "mine"));
        taken(Stage.event("$r1", ROOM, "m.room.redaction").put("redacts", "$own"));
        taken(Stage.event("$r2", ROOM, "m.room.redaction").put("redacts", "$theirs"));
        taken(Stage.event("$r3", ROOM, "m.room.redaction").put("redacts", "$unknown"));
        assertThat(stage.around.hub.events(Event.Retraction.class))
                .extracting(Event.Retraction::byModerator)
                .containsExactly(false, true, false);
    }

    @Test
    void aModeratorElsewhereTakesBackByTheBotOrTheAuthorsGhost() {
        String mercutio = "@_parlance_xmpp_mercutio=40xmpp.test:hs.test";
        stage.homeserver.authors.put("$m", mercutio);
        stage.deliver(IN_LOBBY, new Event.Retraction(ref("$m"), "spam", true));
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                1,
                it -> it.path().contains("/redact/") && it.as().equals(BOT));
        stage.deliver(IN_LOBBY, new Event.Retraction(ref("$m"), "spam", true));
        assertThat(stage.homeserver.asked("PUT", "/redact/$m/"))
                .extracting(FakeHomeserver.Asked::as)
                .containsExactly(BOT, BOT, mercutio);
    }

    @Test
    void rolesAreToldByTheirDifferences() {
        ObjectNode event = state("$1", "m.room.power_levels", "");
        content(event)
                .putObject("users")
                .put("@alice:hs.test", 100)
                .put("@bob:hs.test", 50)
                .put(Stage.GHOST, 75)
                .put(BOT, 50);
        event.putObject("unsigned")
                .putObject("prev_content")
                .putObject("users")
                .put("@alice:hs.test", 100);
        taken(event);
        assertThat(stage.around.hub.events(Event.RoleChange.class))
                .extracting(it -> it.subject().address().value() + " " + it.role())
                .containsExactly("@bob:hs.test MODERATOR", "romeo@xmpp.test ADMIN");
    }

    @Test
    void aRoleElsewhereIsPowerHere() {
        ObjectNode powers = Json.object();
        powers.putObject("users").put(BOT, 100);
        stage.homeserver.powers = powers;
        stage.deliver(IN_LOBBY, new Event.RoleChange(ALICE, Event.Role.MODERATOR));
        JsonNode set = stage.homeserver.asked("PUT", "m.room.power_levels").getLast().body();
        assertThat(set.toString())
                .isEqualTo("{\"users\":{\"" + BOT + "\":100,\"@alice:hs.test\":50}}");
    }

    @Test
    void staffElsewherePutsPeopleOutHereOrItIsSaid() {
        stage.deliver(IN_LOBBY, new Event.Membership(Change.KICK, ALICE, "noise"));
        assertThat(stage.homeserver.asked("POST", "/rooms/!lobby:hs.test/kick"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo(BOT);
                            assertThat(it.body().toString()).contains("by Romeo: noise");
                        });
        stage.homeserver.be(FakeHomeserver.Mood.FORBIDDING, 1, it -> it.path().endsWith("/ban"));
        stage.deliver(IN_LOBBY, new Event.Membership(Change.BAN, ALICE, null));
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message").getLast().body())
                .asString()
                .contains("m.notice", "banned @alice:hs.test", "may not");
        stage.deliver(IN_LOBBY, new Event.Membership(Change.UNBAN, ALICE, null));
        stage.deliver(IN_LOBBY, new Event.Membership(Change.INVITE, ALICE, null));
        assertThat(stage.homeserver.asked("POST", "/unban")).hasSize(1);
        assertThat(stage.homeserver.asked("POST", "/invite")).hasSize(1);
    }

    @Test
    void whoIsLetBackInWasUnbanned() {
        ObjectNode event = state("$1", "m.room.member", "@bob:hs.test");
        content(event).put("membership", "leave");
        event.putObject("unsigned").putObject("prev_content").put("membership", "ban");
        taken(event);
        assertThat(stage.around.hub.events(Event.Membership.class))
                .singleElement()
                .satisfies(it -> assertThat(it.change()).isEqualTo(Change.UNBAN));
    }

    @Test
    void aRoomIsDescribedByTheGhostElseTheBotElseInWords() {
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                Integer.MAX_VALUE,
                it ->
                        it.path().contains("/state/m.room.topic")
                                || (it.path().contains("/state/m.room.name")
                                        && !it.as().equals(BOT)));
        stage.deliver(IN_LOBBY, new Event.RoomChange("Verona", "Peace"));
        assertThat(stage.homeserver.asked("PUT", "/state/m.room.name"))
                .extracting(FakeHomeserver.Asked::as)
                .containsExactly(Stage.GHOST, BOT);
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.body().path("body").asText())
                                        .isEqualTo("set the topic «Peace»"));
    }

    @Test
    void roomPicturesCrossBothWays() {
        ObjectNode event = state("$1", "m.room.avatar", "");
        content(event).put("url", "mxc://hs.test/pic");
        taken(event);
        assertThat(stage.around.hub.events(Event.RoomChange.class).getFirst().avatar()).isNotNull();
        stage.deliver(IN_LOBBY, new Event.RoomChange(null, null, new Event.Avatar(picture())));
        assertThat(stage.homeserver.asked("PUT", "/state/m.room.avatar").getFirst().body())
                .asString()
                .contains("mxc://hs.test/up");
    }

    private Attachment picture() {
        stage.around.media.put("me.png", new byte[] {1, 2, 3});
        return new Attachment("me.png", "image/png", 3, URI.create("http://gw.test/m/me.png"));
    }

    @Test
    void aGhostsPictureWaitsForItsAccountAndIsUploadedOnce() throws Exception {
        Event profile = new Event.Profile("Romeo M.", new Event.Avatar(picture()));
        stage.deliver(new Conversation.Everyone(), profile);
        assertThat(stage.homeserver.asked("POST", "/upload")).isEmpty();
        stage.restarted();
        stage.deliver(IN_LOBBY, Event.Message.of("hello"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !stage.homeserver.asked("PUT", "/avatar_url").isEmpty());
        stage.deliver(new Conversation.Everyone(), profile);
        assertThat(stage.homeserver.asked("POST", "/upload")).hasSize(1);
        assertThat(stage.homeserver.asked("PUT", "/displayname").getLast().body())
                .asString()
                .contains("Romeo M.");
    }

    @Test
    void whatAUserLooksLikeIsToldOncePerChange() throws Exception {
        stage.known("!other:hs.test", new RoomUse.Direct("@bob:hs.test", Stage.GHOST));
        stage.restarted();
        for (String room : List.of(ROOM, "!other:hs.test")) {
            ObjectNode event = state("$" + room, "m.room.member", "@bob:hs.test");
            event.put("room_id", room).put("sender", "@bob:hs.test");
            content(event)
                    .put("membership", "join")
                    .put("displayname", "Bob")
                    .put("avatar_url", "mxc://hs.test/bob");
            taken(event);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> !stage.around.hub.events(Event.Profile.class).isEmpty());
        assertThat(stage.around.hub.events(Event.Profile.class)).hasSize(1);
        assertThat(stage.around.stored).containsKey("look:@bob:hs.test");
    }

    @Test
    void aRoomThatGoesOnElsewhereIsFollowed() throws Exception {
        Address byId = Address.room(Surroundings.MATRIX, "!den:hs.test");
        stage.known("!den:hs.test", new RoomUse.Plumbed(byId));
        stage.around.links.put(byId, Set.of(Stage.DEN));
        stage.restarted();
        int said = stage.homeserver.asked("PUT", "/send/m.room.message").size();
        ObjectNode event = state("$1", "m.room.tombstone", "").put("room_id", "!den:hs.test");
        stage.homeserver.predecessor = "!den:hs.test";
        content(event).put("body", "moved").put("replacement_room", "!new:hs.test");
        taken(event);
        Address successor = Address.room(Surroundings.MATRIX, "!new:hs.test");
        assertThat(stage.around.hub.events(Event.Succession.class))
                .containsExactly(new Event.Succession(successor));
        assertThat(stage.homeserver.members.get("!new:hs.test")).contains(BOT);
        // Until the hub moves the link, what is said there is said in the old room.
        stage.deliver(new Conversation.Room(byId), Event.Message.of("still here"));
        stage.around.links.clear();
        stage.around.links.put(successor, Set.of(Stage.DEN));
        stage.deliver(new Conversation.Room(successor), Event.Message.of("and now here"));
        assertThat(stage.homeserver.asked("PUT", "/rooms/!new:hs.test/send/")).hasSize(2);
        stage.deliver(
                new Conversation.Room(successor), new Event.Linkage(true, List.of(Stage.DEN)));
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message")).hasSize(said + 2);
        taken(Stage.text("$2", ROOM, "hello").put("room_id", "!new:hs.test"));
        assertThat(stage.around.hub.taken.getLast().conversation())
                .isEqualTo(new Conversation.Room(successor));
    }

    @Test
    void aRoomThatClaimsToGoOnInAStrangersIsNotFollowed() {
        ObjectNode event = state("$1", "m.room.tombstone", "");
        content(event).put("body", "moved").put("replacement_room", "!stranger:hs.test");
        taken(event);
        assertThat(stage.around.stored)
                .containsKey("room:" + ROOM)
                .doesNotContainKey("room:!stranger:hs.test");
        assertThat(stage.adapter.counts().of("tombstone-to-a-stranger")).isEqualTo(1);
    }

    @Test
    void aReactionThatNobodySeesIsTakenAwayAndSaid() {
        ObjectNode event = Stage.event("$1", ROOM, "m.reaction");
        content(event)
                .putObject("m.relates_to")
                .put("rel_type", "m.annotation")
                .put("event_id", "$m")
                .put("key", "👍");
        taken(event);
        Failure failure = Failure.certain(FailureReason.UNSUPPORTED, "No reactions there.", "");
        stage.deliver(
                IN_LOBBY,
                new Event.DeliveryFailure(ref("$1"), Stage.ROMEO, failure, Event.Act.REACTION));
        assertThat(stage.homeserver.asked("PUT", "/redact/$1/")).hasSize(1);
        assertThat(stage.homeserver.asked("PUT", "/send/m.room.message").getLast().body())
                .asString()
                .contains("reaction", "No reactions there.", "$m");
    }
}

package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// Invitations, rooms of both kinds, and who is in them.
final class MembershipTest {
    private static final String BOT = "@parlance:hs.test";
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = new Stage();
        stage.known("!lobby:hs.test", new RoomUse.Plumbed(Stage.LOBBY));
        stage.started();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private void member(String id, String room, String who, String membership, String sender) {
        member(id, room, who, membership, sender, false);
    }

    private void member(
            String id, String room, String who, String membership, String sender, boolean direct) {
        assertThat(answer(id, room, who, membership, sender, direct)).isEqualTo(200);
    }

    private int answer(
            String id, String room, String who, String membership, String sender, boolean direct) {
        ObjectNode event = Stage.event(id, room, "m.room.member").put("state_key", who);
        event.put("sender", sender);
        ObjectNode content = (ObjectNode) event.path("content");
        content.put("membership", membership).put("displayname", "Somebody");
        if (direct) {
            content.put("is_direct", true);
        }
        return stage.put(id, Stage.transaction(event)).join().statusCode();
    }

    private List<Change> changes() {
        return stage.around.hub.events(Event.Membership.class).stream()
                .map(Event.Membership::change)
                .toList();
    }

    @Test
    void anInvitedGhostOpensADirectRoomThatAnswersGoTo() {
        member("$1", "!new:hs.test", Stage.GHOST, "invite", "@alice:hs.test", true);
        assertThat(stage.homeserver.members.get("!new:hs.test")).contains(Stage.GHOST);
        stage.put("t", Stage.transaction(Stage.text("$2", "!new:hs.test", "hello"))).join();
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(new Conversation.Direct(Stage.ROMEO));
        stage.deliver(new Conversation.Direct(Stage.ALICE), Event.Message.of("hi"));
        assertThat(stage.homeserver.asked("PUT", "/rooms/!new:hs.test/send")).hasSize(1);
        assertThat(stage.homeserver.asked("POST", "/createRoom")).isEmpty();
    }

    @Test
    void anInvitationThatFindsTheDiskFullComesAgain() {
        String room = "!new:hs.test";
        stage.around.fullDisk = true;
        assertThat(answer("$1", room, Stage.GHOST, "invite", "@alice:hs.test", true))
                .isEqualTo(500);
        stage.around.fullDisk = false;
        member("$1", room, Stage.GHOST, "invite", "@alice:hs.test", true);
        stage.restarted();
        stage.put("t", Stage.transaction(Stage.text("$2", room, "hello"))).join();
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(new Conversation.Direct(Stage.ROMEO));
    }

    @Test
    void twoAloneAreADirectRoomEvenIfNobodySaysSo() {
        stage.homeserver.members.put("!new:hs.test", set("@alice:hs.test"));
        member("$1", "!new:hs.test", Stage.GHOST, "invite", "@alice:hs.test");
        assertThat(stage.around.stored).containsKey("room:!new:hs.test");
    }

    @Test
    void aGhostInvitedAmongManySaysWhyItLeaves() {
        stage.homeserver.members.put("!new:hs.test", set("@alice:hs.test", "@bob:hs.test"));
        member("$1", "!new:hs.test", Stage.GHOST, "invite", "@alice:hs.test");
        assertThat(stage.homeserver.asked("PUT", "/rooms/!new:hs.test/send"))
                .singleElement()
                .satisfies(it -> assertThat(it.body().toString()).contains("the two of us"));
        assertThat(stage.homeserver.asked("POST", "/rooms/!new:hs.test/leave")).hasSize(1);
        assertThat(stage.around.stored).doesNotContainKey("room:!new:hs.test");
    }

    @Test
    void anInvitationThatCannotBeFollowedDoesNotStopTheRest() {
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                Integer.MAX_VALUE,
                it -> it.path().contains("/join/"));
        member("$1", "!new:hs.test", Stage.GHOST, "invite", "@alice:hs.test", true);
        stage.homeserver.be(FakeHomeserver.Mood.GOOD);
        member("$2", "!lobby:hs.test", "@bob:hs.test", "join", "@bob:hs.test");
        assertThat(changes()).containsExactly(Change.JOIN);
    }

    @Test
    void theGatewaysOwnUserFollowsInvitations() {
        member("$1", "!closed:hs.test", BOT, "invite", "@alice:hs.test");
        assertThat(stage.homeserver.members.get("!closed:hs.test")).contains(BOT);
    }

    @Test
    void whenTheUserLeavesTheNextMessageMakesANewRoom() {
        Conversation toAlice = new Conversation.Direct(Stage.ALICE);
        stage.deliver(toAlice, Event.Message.of("one"));
        String room = stage.homeserver.asked("PUT", "/send/").getFirst().path().split("/", -1)[5];
        member("$1", room, "@alice:hs.test", "leave", "@alice:hs.test");
        assertThat(stage.homeserver.asked("POST", "/leave")).hasSize(1);
        stage.deliver(toAlice, Event.Message.of("two"));
        assertThat(stage.homeserver.asked("POST", "/createRoom")).hasSize(2);
    }

    @Test
    void peopleComingAndGoingAreReported() {
        String bob = "@bob:hs.test";
        member("$1", "!lobby:hs.test", bob, "invite", "@alice:hs.test");
        member("$2", "!lobby:hs.test", bob, "join", bob);
        member("$3", "!lobby:hs.test", bob, "leave", bob);
        member("$4", "!lobby:hs.test", bob, "leave", "@alice:hs.test");
        member("$5", "!lobby:hs.test", bob, "ban", "@alice:hs.test");
        assertThat(changes())
                .containsExactly(Change.INVITE, Change.JOIN, Change.LEAVE, Change.KICK, Change.BAN);
        assertThat(stage.around.hub.taken)
                .allSatisfy(
                        it ->
                                assertThat(it.conversation())
                                        .isEqualTo(new Conversation.Room(Stage.LOBBY)));
    }

    @Test
    void aGhostPutOutIsItsPersonPutOut() {
        member("$1", "!lobby:hs.test", Stage.GHOST, "leave", "@alice:hs.test");
        assertThat(stage.around.hub.events(Event.Membership.class))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.change()).isEqualTo(Change.KICK);
                            assertThat(it.subject().address()).isEqualTo(Stage.ROMEO);
                        });
    }

    @Test
    void sameMembershipAgainIsNoNews() {
        ObjectNode event =
                Stage.event("$1", "!lobby:hs.test", "m.room.member")
                        .put("state_key", "@alice:hs.test");
        ((ObjectNode) event.path("content")).put("membership", "join").put("displayname", "A");
        event.putObject("unsigned")
                .putObject("prev_content")
                .put("membership", "join")
                .put("displayname", "A")
                .put("avatar_url", "mxc://x/y");
        stage.put("1", Stage.transaction(event)).join();
        assertThat(changes()).isEmpty();
    }

    @Test
    void aPortalIsMadeOnceAndSpokenIn() {
        Conversation inDen = new Conversation.Room(Stage.DEN);
        String path = "/_matrix/app/v1/rooms/%23_parlance_xmpp_den=40rooms.xmpp.test:hs.test";
        assertThat(stage.request("GET", path, Stage.HS_TOKEN, "").join().statusCode())
                .isEqualTo(200);
        String room =
                stage.homeserver.aliases.getOrDefault(
                        "#_parlance_xmpp_den=40rooms.xmpp.test:hs.test", "no such alias");
        member("$1", room, "@alice:hs.test", "join", "@alice:hs.test");
        assertThat(stage.around.hub.taken)
                .singleElement()
                .extracting(Envelope::conversation)
                .isEqualTo(inDen);
        assertThat(stage.deliver(inDen, Event.Message.of("hello")))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.asked("POST", "/createRoom"))
                .singleElement()
                .satisfies(it -> assertThat(it.as()).isEqualTo(BOT));
        assertThat(stage.homeserver.members.get(room)).contains(Stage.GHOST);
    }

    @Test
    void nameAndTopicOfALinkedRoomAreReported() {
        ObjectNode name = Stage.event("$1", "!lobby:hs.test", "m.room.name").put("state_key", "");
        ((ObjectNode) name.path("content")).put("name", "The lobby");
        ObjectNode topic = Stage.event("$2", "!lobby:hs.test", "m.room.topic").put("state_key", "");
        ((ObjectNode) topic.path("content")).put("topic", "All things");
        stage.put("1", Stage.transaction(name, topic)).join();
        assertThat(stage.around.hub.events(Event.RoomChange.class))
                .containsExactly(
                        new Event.RoomChange("The lobby", null),
                        new Event.RoomChange(null, "All things"));
    }

    private static Set<String> set(String... members) {
        Set<String> set = java.util.concurrent.ConcurrentHashMap.newKeySet();
        set.addAll(List.of(members));
        return set;
    }
}

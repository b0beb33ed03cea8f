package io.parlance.adapter.mqtt;

import static io.parlance.adapter.mqtt.Lab.BOB;
import static io.parlance.adapter.mqtt.Lab.LOBBY;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// Who may do what in rooms, what is remembered of people and rooms, and files within messages.
class RoomRulesTest {
    private static final String STAFF = "im/v1/lab/room/lobby/cmd/sam";
    private static final String BOBS = "im/v1/lab/room/lobby/cmd/bob";
    private static final String META = "im/v1/lab/room/lobby/meta";
    private static final Conversation ROOM = new Conversation.Room(LOBBY);

    private Lab lab;

    @BeforeEach
    void connect() throws Exception {
        lab = new Lab();
        lab.settings.put("staff", List.of("sam"));
        lab.settings.put("inline_files_to_clients", 1000);
        lab.connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        lab.close();
    }

    private JsonNode last(String topic) {
        Lab.await(() -> !lab.broker.publishedTo(topic).isEmpty());
        return Json.parse(lab.broker.publishedTo(topic).getLast());
    }

    private void acknowledged(int count) {
        Lab.await(() -> lab.broker.acknowledged.size() == count);
    }

    @Test
    void theStaffBansAndWhoIsBannedIsHeardNoMore() {
        lab.broker.say(STAFF, "{\"type\":\"ban\",\"member\":\"bob\",\"reason\":\"spam\"}");
        assertThat(last("im/v1/lab/user/bob/evt").get("change").textValue()).isEqualTo("ban");
        lab.broker.say(BOBS, "hello");
        assertThat(last("im/v1/lab/reply/bob").get("reason").textValue()).isEqualTo("forbidden");
        lab.broker.say(STAFF, "{\"type\":\"unban\",\"member\":\"bob\"}");
        acknowledged(3);
        lab.broker.say(BOBS, "hello again");
        acknowledged(4);
        assertThat(lab.hub.texts()).containsExactly("hello again");
    }

    @Test
    void aVisitorListens() throws Exception {
        Lab.get(lab.deliver(ROOM, new Event.RoleChange(Participant.of(BOB), Event.Role.VISITOR)));
        Lab.await(() -> last(META).at("/roles/bob").asText().equals("visitor"));
        assertThat(last(META).at("/roles/sam").asText()).isEqualTo("admin");
        lab.broker.say(BOBS, "hello");
        assertThat(last("im/v1/lab/reply/bob").get("reason").textValue()).isEqualTo("forbidden");
        assertThat(lab.hub.texts()).isEmpty();
    }

    @Test
    void theDescriptionTellsPictureAndCapabilities() throws Exception {
        lab.broker.say(
                BOBS,
                "{\"type\":\"describe\",\"avatar\":{\"type\":\"image/png\",\"url\":\"https://x.test/a\"}}");
        Lab.await(() -> last(META).at("/avatar/url").asText().equals("https://x.test/a"));
        assertThat(last(META).at("/capabilities/reaction").asText()).isEqualTo("fallback");
        assertThat(new SchemaCheck().faults("meta", last(META).toString())).isEmpty();
        assertThat(lab.store.get("room/lobby").result().orElseThrow()).contains("x.test");
    }

    @Test
    void aProfileIsRetainedWhole() throws Exception {
        String topic = "im/v1/lab/user/bob/profile";
        lab.broker.say("im/v1/lab/user/bob/cmd/bob", "{\"type\":\"profile\",\"name\":\"Bob B.\"}");
        Lab.await(() -> last(topic).get("name").textValue().equals("Bob B."));
        assertThat(lab.hub.taken.getLast().conversation()).isEqualTo(new Conversation.Everyone());
        lab.broker.say(
                "im/v1/lab/user/bob/cmd/bob",
                "{\"type\":\"profile\",\"avatar\":{\"url\":\"https://x.test/b\"}}");
        Lab.await(() -> last(topic).at("/avatar/url").asText().equals("https://x.test/b"));
        assertThat(last(topic).get("name").textValue()).isEqualTo("Bob B.");
        assertThat(new SchemaCheck().faults("profile", last(topic).toString())).isEmpty();
        Lab.get(
                lab.deliver(
                        new Conversation.Everyone(), new Event.Profile("Al", Event.Avatar.NONE)));
        String ghost = "im/v1/lab/user/xmpp:alice@xmpp.test/profile";
        assertThat(last(ghost).get("name").textValue()).isEqualTo("Al");
        assertThat(new SchemaCheck().faults("profile", last(ghost).toString())).isEmpty();
    }

    @Test
    void aFileWithinAMessageIsKeptAndNothingOvertakesIt() {
        String data = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
        lab.broker.say(
                BOBS,
                "{\"text\":\"one\",\"files\":[{\"name\":\"a.bin\",\"data\":\"" + data + "\"}]}");
        lab.broker.say(BOBS, "two");
        acknowledged(2);
        assertThat(lab.hub.texts()).containsExactly("one", "two");
        assertThat(lab.media.kept.get("a.bin")).containsExactly(1, 2, 3);
        assertThat(lab.media.virtual).containsExactly(true);
        Event.Message message = (Event.Message) lab.hub.taken.getFirst().event();
        assertThat(message.body().attachments().getFirst().location())
                .isEqualTo(URI.create("https://media.test/a.bin"));
    }

    @Test
    void aSmallFileIsCopiedIntoTheMessageIfWanted() throws Exception {
        lab.media.kept.put("a.png", new byte[] {1, 2, 3});
        Attachment small = new Attachment("a.png", "image/png", 3, URI.create("https://x.test/a"));
        Attachment gone = new Attachment("b.png", "image/png", 3, URI.create("https://x.test/b"));
        Event event = new Event.Message(new Body("", List.of(small, gone)), Event.Style.CHAT, null);
        Lab.get(lab.deliver(ROOM, event));
        JsonNode files = last("im/v1/lab/room/lobby/evt").get("files");
        assertThat(files.get(0).get("data").textValue()).isEqualTo("AQID");
        assertThat(files.get(0).get("url").textValue()).isEqualTo("https://x.test/a");
        assertThat(files.get(1).has("data")).isFalse();
    }

    @Test
    void whatVanishesHasALifeAtTheBrokerAndIsNotDeliveredAfterwards() throws Exception {
        Event soon =
                new Event.Message(
                        Body.of("soon"),
                        Event.Style.CHAT,
                        null,
                        null,
                        Instant.now().plusSeconds(100));
        Lab.get(lab.deliver(ROOM, soon));
        assertThat(last("im/v1/lab/room/lobby/evt").has("expires")).isTrue();
        int life = (Integer) lab.broker.published.getLast().properties().getProperty(2).value();
        assertThat(life).isBetween(90, 100);
        Event over =
                new Event.Message(Body.of("over"), Event.Style.CHAT, null, null, Instant.EPOCH);
        assertThat(Lab.get(lab.deliver(ROOM, over))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aKickedUserJoinsTheForeignRoomAnew() throws Exception {
        String topic = "im/v1/lab/room/xmpp:%23r@rooms.xmpp.test/cmd/bob";
        byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
        lab.broker.say(topic, hello, new MqttProperties(), 1);
        acknowledged(1);
        var foreign =
                new Conversation.Room(
                        io.parlance.model.Address.room(TestNetworks.XMPP, "r@rooms.xmpp.test"));
        Lab.get(lab.deliver(foreign, new Event.Membership(Change.KICK, Participant.of(BOB), null)));
        lab.broker.say(topic, hello, new MqttProperties(), 1);
        Lab.await(
                () ->
                        lab.hub.taken.stream()
                                        .filter(one -> one.event() instanceof Event.Membership)
                                        .count()
                                == 2);
    }
}

package io.parlance.adapter.mqtt;

import static io.parlance.adapter.mqtt.Lab.BOB;
import static io.parlance.adapter.mqtt.Lab.LOBBY;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Availability;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.spi.Acceptance;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What clients write becomes events, and events become what clients read.
class ConventionTest {
    private static final String ROOM_CMD = "im/v1/lab/room/lobby/cmd/bob";
    private static final String ROOM_EVT = "im/v1/lab/room/lobby/evt";
    private static final String ALICE_CMD = "im/v1/lab/user/xmpp:alice@xmpp.test/cmd/bob";
    private static final String BOB_EVT = "im/v1/lab/user/bob/evt";
    private static final String BOB_REPLY = "im/v1/lab/reply/bob";
    private static final Address FOREIGN = Address.room(TestNetworks.XMPP, "r@rooms.xmpp.test");

    private Lab lab;

    @BeforeEach
    void connect() throws Exception {
        lab = new Lab().connect();
    }

    @AfterEach
    void disconnect() throws Exception {
        lab.close();
    }

    private Envelope taken(int index) {
        Lab.await(() -> lab.hub.taken.size() > index);
        return lab.hub.taken.get(index);
    }

    private JsonNode read(String topic) {
        Lab.await(() -> !lab.broker.publishedTo(topic).isEmpty());
        return Json.parse(lab.broker.publishedTo(topic).getLast());
    }

    private void allAcknowledged(int count) {
        Lab.await(() -> lab.broker.acknowledged.size() == count);
    }

    @Test
    void plainTextIsAMessageInTheRoomAndTheOthersThereReadIt() {
        lab.broker.say(ROOM_CMD, "hello");
        Envelope envelope = taken(0);
        assertThat(envelope.sender().address()).isEqualTo(BOB);
        assertThat(envelope.conversation()).isEqualTo(new Conversation.Room(LOBBY));
        assertThat(envelope.event()).isEqualTo(Event.Message.of("hello"));
        JsonNode event = read(ROOM_EVT);
        assertThat(event.get("text").textValue()).isEqualTo("hello");
        assertThat(event.get("id").textValue()).isEqualTo(envelope.nativeIds().getFirst().value());
        allAcknowledged(1);
    }

    @Test
    void aDirectMessageWithoutAnIdHasNone() {
        lab.broker.say(ALICE_CMD, "hello");
        assertThat(taken(0).conversation()).isEqualTo(new Conversation.Direct(Lab.ALICE.address()));
        assertThat(taken(0).nativeIds()).isEmpty();
        allAcknowledged(1);
    }

    @Test
    void theSameIdTwiceIsTakenAndShownOnce() {
        lab.broker.say(ROOM_CMD, "{\"text\":\"hello\",\"id\":\"7\"}");
        lab.broker.say(ROOM_CMD, "hello", "7");
        allAcknowledged(2);
        assertThat(lab.hub.texts()).containsExactly("hello");
        assertThat(taken(0).nativeIds()).containsExactly(new NativeId(TestNetworks.MQTT, "bob/7"));
        assertThat(lab.broker.publishedTo(ROOM_EVT)).hasSize(1);
    }

    @Test
    void aRoomThatIsLinkedWithNothingIsARoomNevertheless() {
        lab.hub.verdict = _ -> new Acceptance.Dropped("not-linked");
        lab.broker.say(ROOM_CMD, "anybody here?");
        assertThat(read(ROOM_EVT).get("text").textValue()).isEqualTo("anybody here?");
    }

    @Test
    void aLoopIsNotShown() {
        lab.hub.verdict = _ -> new Acceptance.Dropped("loop");
        lab.broker.say(ROOM_CMD, "round and round");
        allAcknowledged(1);
        assertThat(lab.broker.publishedTo(ROOM_EVT)).isEmpty();
    }

    @Test
    void speakingInAForeignRoomJoinsItOnce() {
        String topic = "im/v1/lab/room/xmpp:%23r@rooms.xmpp.test/cmd/bob";
        lab.broker.say(topic, "hello");
        lab.broker.say(topic, "again");
        assertThat(taken(0).event()).isInstanceOf(Event.Membership.class);
        assertThat(taken(1).conversation()).isEqualTo(new Conversation.Room(FOREIGN));
        assertThat(taken(2).event()).isEqualTo(Event.Message.of("again"));
        Lab.await(
                () ->
                        lab.broker
                                        .publishedTo("im/v1/lab/room/xmpp:%23r@rooms.xmpp.test/evt")
                                        .size()
                                == 2);
    }

    @Test
    void whatTheHubRejectsIsToldToTheWriter() {
        lab.hub.verdict =
                _ ->
                        new Acceptance.Rejected(
                                Failure.certain(
                                        FailureReason.FORBIDDEN, "not you", "operator only"));
        lab.broker.say(ALICE_CMD, "hello", "9");
        JsonNode failure = read(BOB_REPLY);
        assertThat(failure.get("reason").textValue()).isEqualTo("forbidden");
        assertThat(failure.get("target").textValue()).isEqualTo("9");
        assertThat(failure.toString()).doesNotContain("operator");
        allAcknowledged(1);
    }

    @Test
    void theResponseTopicIsUsedOnlyIfItIsTheWritersOwn() {
        MqttProperties own = new MqttProperties();
        own.add(new MqttProperties.StringProperty(8, BOB_REPLY + "/42"));
        lab.broker.say(ROOM_CMD, "{".getBytes(StandardCharsets.UTF_8), own, 1);
        assertThat(read(BOB_REPLY + "/42").get("reason").textValue()).isEqualTo("content_invalid");
        MqttProperties evil = new MqttProperties();
        evil.add(new MqttProperties.StringProperty(8, "im/v1/lab/user/carol/evt"));
        lab.broker.say(ROOM_CMD, "{".getBytes(StandardCharsets.UTF_8), evil, 1);
        read(BOB_REPLY);
        assertThat(lab.broker.publishedTo("im/v1/lab/user/carol/evt")).isEmpty();
    }

    @Test
    void hopsAreReadFromPropertiesAndFromJson() {
        MqttProperties properties = new MqttProperties();
        properties.add(
                new MqttProperties.UserProperties(
                        List.of(
                                new MqttProperties.StringPair("hop", "gw7;mail"),
                                new MqttProperties.StringPair("hop", "gw8;mqtt"))));
        lab.broker.say(ROOM_CMD, "a".getBytes(StandardCharsets.UTF_8), properties, 1);
        lab.broker.say(ROOM_CMD, "{\"text\":\"b\",\"hops\":[\"gw9;xmpp\"]}");
        assertThat(taken(0).trail())
                .containsExactly(new Hop("gw7", "mail"), new Hop("gw8", "mqtt"));
        assertThat(taken(1).trail()).containsExactly(new Hop("gw9", "xmpp"));
    }

    @Test
    void twoUsersOfTheRealmTalkThroughTheGateway() {
        lab.broker.say("im/v1/lab/user/carol/cmd/bob", "hi", "3");
        assertThat(read("im/v1/lab/user/carol/evt").get("text").textValue()).isEqualTo("hi");
        allAcknowledged(1);
        assertThat(lab.hub.asked).isEmpty();
        lab.broker.answer = topic -> unread(topic, "im/v1/lab/user/carol/evt");
        lab.broker.say("im/v1/lab/user/carol/cmd/bob", "still there?", "4");
        assertThat(read(BOB_REPLY).get("target").textValue()).isEqualTo("4");
    }

    private static MqttPubAckReasonCode unread(String topic, String nobodyAt) {
        return topic.equals(nobodyAt)
                ? MqttPubAckReasonCode.NO_MATCHING_SUBSCRIBERS
                : MqttPubAckReasonCode.SUCCESS;
    }

    @Test
    void presenceComesAsAWordAsJsonAndAsALastWill() {
        String topic = "im/v1/lab/user/bob/presence";
        lab.broker.say(topic, "away");
        lab.broker.say(topic, "{\"show\":\"busy\",\"status\":\"writing\",\"name\":\"Bob B.\"}");
        lab.broker.say(topic, "");
        assertThat(taken(0).event()).isEqualTo(new Event.Presence(Availability.AWAY, null));
        assertThat(taken(1).event()).isEqualTo(new Event.Presence(Availability.BUSY, "writing"));
        assertThat(taken(1).sender().displayName()).isEqualTo("Bob B.");
        assertThat(taken(2).event()).isEqualTo(new Event.Presence(Availability.OFFLINE, null));
        assertThat(taken(2).conversation()).isEqualTo(new Conversation.Everyone());
    }

    @Test
    void aGhostsPresenceIsPublishedRetainedAndItsEchoIgnored() throws Exception {
        Lab.get(
                lab.deliver(
                        new Conversation.Everyone(),
                        new Event.Presence(Availability.AWAY, "lunch")));
        String topic = "im/v1/lab/user/xmpp:alice@xmpp.test/presence";
        assertThat(read(topic).get("show").textValue()).isEqualTo("away");
        assertThat(message(topic).isRetain()).isTrue();
        lab.broker.say(topic, lab.broker.publishedTo(topic).getFirst());
        allAcknowledged(1);
        assertThat(lab.hub.asked).isEmpty();
    }

    private MqttPublishMessage message(String topic) {
        return lab.broker.published.stream()
                .filter(one -> one.topicName().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void typingGoesBothWaysUnacknowledgedAndExpires() throws Exception {
        byte[] nothing = {};
        lab.broker.say(
                "im/v1/lab/user/bob/typing/xmpp:alice@xmpp.test", nothing, new MqttProperties(), 0);
        lab.broker.say(
                "im/v1/lab/user/bob/typing/%23lobby",
                "paused".getBytes(StandardCharsets.UTF_8), new MqttProperties(), 0);
        assertThat(taken(0).event()).isEqualTo(new Event.Typing(true));
        assertThat(taken(1).event()).isEqualTo(new Event.Typing(false));
        assertThat(taken(1).conversation()).isEqualTo(new Conversation.Room(LOBBY));
        Lab.get(lab.deliver(new Conversation.Direct(BOB), new Event.Typing(true)));
        assertThat(read(BOB_EVT + "/typing").get("active").booleanValue()).isTrue();
        MqttPublishMessage out = message(BOB_EVT + "/typing");
        assertThat(out.qosLevel().value()).isZero();
        assertThat(out.properties().getProperty(2).value()).isEqualTo(30);
    }

    @Test
    void receiptsFindTheMessageByTheIdThatWasShown() throws Exception {
        Outcome.Delivered delivered =
                (Outcome.Delivered)
                        Lab.get(
                                lab.deliver(
                                        new Conversation.Direct(BOB), Event.Message.of("seen?")));
        String id = read(BOB_EVT).get("id").textValue();
        lab.broker.say(ALICE_CMD, "{\"type\":\"receipt\",\"target\":\"" + id + "\"}");
        assertThat(taken(0).event())
                .isEqualTo(
                        new Event.Receipt(
                                MessageRef.to(delivered.nativeIds().getFirst()),
                                Event.Receipt.Stage.DISPLAYED));
    }

    @Test
    void aReceiptComesBackUnderTheWritersOwnIdAndNotAtAllWithoutOne() throws Exception {
        MessageRef own = MessageRef.to(new NativeId(TestNetworks.MQTT, "bob/5"));
        Event.Receipt.Stage stage = Event.Receipt.Stage.DELIVERED;
        Lab.get(lab.deliver(new Conversation.Direct(BOB), new Event.Receipt(own, stage)));
        assertThat(read(BOB_EVT).get("target").textValue()).isEqualTo("5");
        MessageRef unknown = new MessageRef(null, null);
        Lab.get(lab.deliver(new Conversation.Direct(BOB), new Event.Receipt(unknown, stage)));
        assertThat(lab.broker.publishedTo(BOB_EVT)).hasSize(1);
    }

    @Test
    void aLateFailureIsToldAtTheWritersReplyTopic() throws Exception {
        Event failure =
                new Event.DeliveryFailure(
                        MessageRef.to(new NativeId(TestNetworks.MQTT, "bob/5")),
                        Lab.ALICE.address(),
                        Failure.certain(FailureReason.EXPIRED, "too old", "detail"));
        Lab.get(lab.deliver(new Conversation.Direct(BOB), failure));
        assertThat(read(BOB_REPLY).get("target").textValue()).isEqualTo("5");
        assertThat(read(BOB_REPLY).get("recipient").textValue()).isEqualTo("xmpp:alice@xmpp.test");
    }

    @Test
    void anInvitationReachesTheInvited() throws Exception {
        var bob = io.parlance.model.Participant.of(BOB);
        Lab.get(
                lab.deliver(
                        new Conversation.Room(FOREIGN),
                        new Event.Membership(Change.INVITE, bob, null)));
        assertThat(read(BOB_EVT).get("room").textValue()).isEqualTo("xmpp:#r@rooms.xmpp.test");
    }

    @Test
    void aRoomIsDescribedWhenSomebodyJoinsOrRenamesIt() throws Exception {
        String meta = "im/v1/lab/room/lobby/meta";
        lab.occupants.add(Lab.ALICE);
        Lab.get(
                lab.deliver(
                        new Conversation.Room(LOBBY),
                        new Event.Membership(Change.JOIN, Lab.ALICE, null)));
        Lab.await(() -> read(meta).get("occupant_count").intValue() == 1);
        lab.broker.say(ROOM_CMD, "{\"type\":\"describe\",\"room_name\":\"The Lobby\"}");
        Lab.await(() -> read(meta).get("name").textValue().equals("The Lobby"));
        assertThat(new SchemaCheck().faults("meta", read(meta).toString())).isEmpty();
        assertThat(message(meta).isRetain()).isTrue();
    }

    @Test
    void theDeliveryCarriesItsIdAndContentTypeAsPropertiesAndTheRestInTheJson() throws Exception {
        var delivery = Lab.delivery(new Conversation.Direct(BOB), Event.Message.of("hi"));
        Lab.get(lab.adapter().deliver(delivery));
        MqttProperties properties = message(BOB_EVT).properties();
        assertThat(new String((byte[]) properties.getProperty(9).value(), StandardCharsets.UTF_8))
                .isEqualTo(delivery.key());
        assertThat(properties.getProperty(3).value()).isEqualTo("application/json");
        assertThat(properties.getProperties(38)).isEmpty();
        assertThat(read(BOB_EVT).at("/from/network").textValue()).isEqualTo("xmpp");
        assertThat(read(BOB_EVT).get("id").textValue()).isEqualTo(delivery.key());
    }
}

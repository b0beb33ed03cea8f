package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.text.MarkdownReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// What is written is what the schema says, for every event there is.
class EventJsonTest {
    private static final MessageIds MESSAGES = new MessageIds(TestNetworks.MQTT);
    private static final MqttIds IDS =
            new MqttIds(new MqttAddresses(TestNetworks.MQTT), new TestNetworks());
    private static final MessageRef BOBS = MessageRef.to(MESSAGES.written("bob", "1"));

    static List<Event> events() {
        Participant carol = Participant.of(Address.person(TestNetworks.XMPP, "carol@xmpp.test"));
        Body file =
                new Body(
                        "",
                        List.of(
                                new Attachment(
                                        "a.png", "image/png", 5, URI.create("https://x.test/a"))));
        return List.of(
                Event.Message.of("ünï\u202E😀\n\"quoted\""),
                new Event.Message(file, Event.Style.EMOTE, BOBS),
                new Event.Edit(BOBS, Body.of("better")),
                new Event.Edit(
                        BOBS, Body.of("better", MarkdownReader.read("**better** [x](https://x)"))),
                new Event.Retraction(BOBS, "wrong"),
                new Event.Reaction(BOBS, List.of("👍")),
                new Event.Membership(Change.KICK, carol, "spam"),
                new Event.RoomChange("Lobby", null),
                new Event.Linkage(true, List.of(Lab.LOBBY)),
                new Event.DeliveryFailure(
                        BOBS,
                        carol.address(),
                        Failure.certain(FailureReason.EXPIRED, "too old", "secret detail")),
                new Event.Typing(true),
                new Event.Receipt(BOBS, Event.Receipt.Stage.DISPLAYED));
    }

    private static String write(Event event, Conversation where) {
        NativeId none = null;
        Envelope envelope =
                Envelope.of(Lab.ALICE, where, none, Instant.EPOCH, event)
                        .withTrail(List.of(new Hop("gw1", "xmpp")));
        return new String(
                new EventJson(IDS, MESSAGES).write(envelope, where, "key"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("events")
    void fitsTheSchema(Event event) throws IOException {
        String json = write(event, new Conversation.Room(Lab.LOBBY));
        assertThat(new SchemaCheck().faults("event", json)).isEmpty();
        assertThat(json).doesNotContain("secret detail");
    }

    @Test
    void presenceFitsTheSchema() throws IOException {
        String json =
                write(
                                new Event.Presence(Event.Availability.BUSY, "writing"),
                                new Conversation.Everyone())
                        .replace("\"id\":\"key\",", "");
        assertThat(new SchemaCheck().faults("presence", json)).isEmpty();
    }

    @Test
    void theWriterAloneSeesTheirOwnIdBare() {
        Event receipt = new Event.Receipt(BOBS, Event.Receipt.Stage.DELIVERED);
        assertThat(write(receipt, new Conversation.Direct(Lab.BOB))).contains("\"target\":\"1\"");
        assertThat(write(receipt, new Conversation.Room(Lab.LOBBY)))
                .contains("\"target\":\"bob/1\"");
    }

    @Test
    void textComesBackAsItWas() throws IOException {
        String text = "e\u0301 \u202Eabc 👩‍👩‍👧 \t\"\\";
        String json = write(Event.Message.of(text), new Conversation.Room(Lab.LOBBY));
        assertThat(Json.parse(json).get("text").textValue()).isEqualTo(text);
    }
}

package io.parlance.adapter.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

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
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;
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

    private static final Attachment CAT =
            new Attachment(
                    "cat.png",
                    "image/png",
                    5,
                    URI.create("https://x.test/cat"),
                    Attachment.Kind.STICKER,
                    new Attachment.Details(
                            4, 3, 0, "LEHV6nWB2yk8pyo0", URI.create("https://x.test/t")));
    private static final Attachment PICTURE =
            new Attachment("a.png", "image/png", 5, URI.create("https://x.test/a"));
    private static final Body FULL =
            new Body(
                    "here",
                    List.of(
                            CAT,
                            new Attachment(
                                    "v.ogg",
                                    "audio/ogg",
                                    -1,
                                    URI.create("https://x.test/v"),
                                    Attachment.Kind.VOICE,
                                    new Attachment.Details(0, 0, 4000, null, null))),
                    null,
                    new Location(52.5, 13.25, 20.0));
    private static final RichText MENTION =
            new RichText(
                    List.of(
                            new Block.Paragraph(
                                    List.of(
                                            new Inline.Text("hi "),
                                            new Inline.Mention("xmpp:bob@xmpp.test", "Bob"),
                                            new Inline.Text(" and "),
                                            new Inline.Mention("mqtt:user/alice", "Al")))));

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
                new Event.DeliveryFailure(
                        BOBS,
                        null,
                        Failure.certain(FailureReason.EXPIRED, "too old", "secret detail"),
                        Event.Act.REACTION),
                new Event.Message(FULL, Event.Style.CHAT, BOBS, BOBS, Instant.EPOCH),
                new Event.Message(Body.of("hi Bob", MENTION), Event.Style.CHAT, null, null, null),
                new Event.Retraction(BOBS, null, true),
                new Event.RoleChange(carol, Event.Role.VISITOR),
                new Event.Membership(Change.UNBAN, carol, null),
                new Event.RoomChange(null, "", new Event.Avatar(PICTURE)),
                new Event.RoomChange(null, null, Event.Avatar.NONE),
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
    void aMentionIsALinkAndAnId() {
        String json =
                write(
                        new Event.Message(Body.of("hi", MENTION), Event.Style.CHAT, null),
                        new Conversation.Room(Lab.LOBBY));
        assertThat(Json.parse(json).get("markdown").textValue())
                .isEqualTo("hi [Bob](<xmpp:bob@xmpp.test>) and [Al](<mqtt:user/alice>)");
        assertThat(Json.texts(Json.parse(json), "mentions"))
                .containsExactly("xmpp:bob@xmpp.test", "alice");
    }

    @Test
    void filesComeBackAsTheyWere() {
        Event.Message message = new Event.Message(FULL, Event.Style.CHAT, BOBS);
        JsonNode json = Json.parse(write(message, new Conversation.Room(Lab.LOBBY)));
        assertThat(FileJson.list(json)).isEqualTo(FULL.attachments());
        assertThat(json.get("geo").textValue()).isEqualTo("geo:52.5,13.25;u=20");
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

package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Event;
import io.parlance.model.Location;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Files, threads, places, mentions and times of expiry, both ways.
final class ContentsTest {
    private static final Conversation IN_LOBBY = new Conversation.Room(Stage.LOBBY);
    private static final String ROOM = "!lobby:hs.test";
    private static final String ROMEO = "xmpp:romeo@xmpp.test";
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

    private Attachment file(String name, Attachment.Kind kind, int size) {
        stage.around.media.put(name, "x".repeat(size).getBytes(StandardCharsets.UTF_8));
        URI place = URI.create("http://gw.test/m/" + name);
        Attachment.Details details = new Attachment.Details(4, 3, 1500, "LEHV6nWB2yk8", null);
        return new Attachment(name, "image/png", size, place, kind, details);
    }

    private JsonNode deliver(Event.Message message) {
        stage.deliver(IN_LOBBY, message);
        return stage.homeserver.asked("PUT", "/send/").getLast().body();
    }

    private static Event.Message message(String text, Attachment... files) {
        Body body = new Body(text, List.of(files));
        return new Event.Message(body, Event.Style.CHAT, null);
    }

    private static MessageRef ref(String id) {
        return MessageRef.to(new NativeId(Surroundings.MATRIX, id));
    }

    @Test
    void aFileIsUploadedByTheGhostAndSentWithItsCaption() {
        JsonNode content = deliver(message("our cat", file("cat.png", Attachment.Kind.IMAGE, 9)));
        assertThat(content.path("msgtype").asText()).isEqualTo("m.image");
        assertThat(content.path("body").asText()).isEqualTo("our cat");
        assertThat(content.path("filename").asText()).isEqualTo("cat.png");
        assertThat(content.path("url").asText()).startsWith("mxc://hs.test/up");
        assertThat(content.path("info").toString())
                .isEqualTo(
                        "{\"mimetype\":\"image/png\",\"size\":9,\"w\":4,\"h\":3,\"duration\":1500,"
                                + "\"xyz.amorgan.blurhash\":\"LEHV6nWB2yk8\"}");
        assertThat(stage.homeserver.asked("POST", "/upload"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo(Stage.GHOST);
                            assertThat(it.body().path("bytes").asInt()).isEqualTo(9);
                        });
    }

    @Test
    void voiceAndStickersAreWhatTheyAre() {
        JsonNode voice = deliver(message("", file("v.ogg", Attachment.Kind.VOICE, 9)));
        assertThat(voice.path("msgtype").asText()).isEqualTo("m.audio");
        assertThat(voice.has("org.matrix.msc3245.voice")).isTrue();
        assertThat(voice.path("org.matrix.msc1767.audio").path("duration").asInt()).isEqualTo(1500);
        JsonNode sticker = deliver(message("", file("s.png", Attachment.Kind.STICKER, 9)));
        assertThat(sticker.has("msgtype")).isFalse();
        assertThat(stage.homeserver.asked("PUT", "/send/m.sticker/")).hasSize(1);
    }

    @Test
    void whatCannotBeBroughtHereIsALink() {
        await().atMost(Duration.ofSeconds(5))
                .until(() -> stage.adapter.capabilities().bounds().attachmentBytes() == 500_000);
        Attachment huge = file("huge.png", Attachment.Kind.IMAGE, 600_000);
        Attachment gone = file("gone.png", Attachment.Kind.IMAGE, 5);
        stage.around.media.remove("gone.png");
        JsonNode content = deliver(message("two", huge, gone));
        assertThat(content.path("msgtype").asText()).isEqualTo("m.text");
        assertThat(content.path("body").asText())
                .isEqualTo(
                        "two\n📎 huge.png http://gw.test/m/huge.png"
                                + "\n📎 gone.png http://gw.test/m/gone.png");
        assertThat(stage.homeserver.asked("POST", "/upload")).isEmpty();
    }

    @Test
    void anUploadThatMustWaitDefersAndIsNotRepeated() {
        Attachment file = file("cat.png", Attachment.Kind.IMAGE, 9);
        stage.homeserver.be(
                FakeHomeserver.Mood.RATE_LIMITING, 1, it -> it.path().contains("/send/m.room"));
        var delivery = Stage.delivery(IN_LOBBY, message("", file), 1);
        assertThat(stage.adapter.deliver(delivery).await().toString()).contains("PT1.5S");
        stage.adapter.deliver(delivery).await();
        assertThat(stage.homeserver.asked("POST", "/upload")).hasSize(1);
    }

    @Test
    void aThreadHasItsRootAndAnAnswerForOthers() {
        Body body = Body.of("hi");
        var inThread = new Event.Message(body, Event.Style.CHAT, null, ref("$root"), null);
        JsonNode relation = deliver(inThread).path("m.relates_to");
        assertThat(relation.toString())
                .isEqualTo(
                        "{\"rel_type\":\"m.thread\",\"event_id\":\"$root\",\"is_falling_back\":true,"
                            + "\"m.in_reply_to\":{\"event_id\":\"$root\"}}");
        var answer = new Event.Message(body, Event.Style.CHAT, ref("$one"), ref("$root"), null);
        relation = deliver(answer).path("m.relates_to");
        assertThat(relation.path("is_falling_back").asBoolean(true)).isFalse();
        assertThat(relation.path("m.in_reply_to").path("event_id").asText()).isEqualTo("$one");
    }

    @Test
    void aPlaceAndAnEndAreTold() {
        Body body = new Body("Big Ben", List.of(), null, new Location(51.5, -0.1, null));
        Instant end = Instant.ofEpochMilli(1_900_000_000_000L);
        JsonNode content = deliver(new Event.Message(body, Event.Style.CHAT, null, null, end));
        assertThat(content.path("msgtype").asText()).isEqualTo("m.location");
        assertThat(content.path("geo_uri").asText()).isEqualTo("geo:51.5,-0.1");
        assertThat(content.path(MatrixEvent.EXPIRES).asLong()).isEqualTo(1_900_000_000_000L);
    }

    @Test
    void peopleElsewhereAreMentionedAsTheirGhosts() {
        RichText rich =
                new RichText(
                        List.of(
                                new Block.Paragraph(
                                        List.of(
                                                new Inline.Mention(ROMEO, "Romeo"),
                                                new Inline.Text(" and "),
                                                new Inline.Mention(
                                                        "matrix:u/alice:hs.test", "Alice")))));
        Body body = Body.of("Romeo and Alice", rich);
        JsonNode content = deliver(new Event.Message(body, Event.Style.CHAT, null));
        assertThat(content.path("m.mentions").path("user_ids").toString())
                .isEqualTo("[\"" + Stage.GHOST + "\",\"@alice:hs.test\"]");
        assertThat(content.path("formatted_body").asText())
                .contains("https://matrix.to/#/" + Stage.GHOST)
                .contains("https://matrix.to/#/@alice:hs.test");
    }

    private Event.Message heard(ObjectNode event) {
        String id = event.path("event_id").asText();
        assertThat(stage.put(id, Stage.transaction(event)).join().statusCode()).isEqualTo(200);
        return stage.around.hub.events(Event.Message.class).getLast();
    }

    @Test
    void aMentionOfAGhostIsOneOfThePersonBehind() {
        ObjectNode event = Stage.text("$1", ROOM, "Romeo: hi");
        ObjectNode content = (ObjectNode) event.path("content");
        content.put("format", "org.matrix.custom.html");
        content.put(
                "formatted_body",
                "<a href=\"https://matrix.to/#/" + Stage.GHOST + "\">Romeo</a>: hi");
        Event.Message message = heard(event);
        assertThat(String.valueOf(message.body().rich())).contains(ROMEO);
        ObjectNode plain = Stage.text("$2", ROOM, "hi " + Stage.GHOST + "!");
        ObjectNode mentions = ((ObjectNode) plain.path("content")).putObject("m.mentions");
        mentions.putArray("user_ids").add(Stage.GHOST).add(7).add("nobody");
        assertThat(String.valueOf(heard(plain).body().rich())).contains(ROMEO);
    }

    @Test
    void threadsEndsAndPlacesAreHeard() {
        ObjectNode event = Stage.text("$1", ROOM, "in a thread");
        ObjectNode content = (ObjectNode) event.path("content");
        content.put(MatrixEvent.EXPIRES, 1_700_000_060_000L);
        ObjectNode relation = content.putObject("m.relates_to");
        relation.put("rel_type", "m.thread").put("event_id", "$root").put("is_falling_back", true);
        relation.putObject("m.in_reply_to").put("event_id", "$before");
        Event.Message message = heard(event);
        assertThat(message.thread()).isEqualTo(ref("$root"));
        assertThat(message.inReplyTo()).isNull();
        assertThat(message.expires()).isEqualTo(Instant.ofEpochMilli(1_700_000_060_000L));
        ObjectNode spot = Stage.event("$2", ROOM, "m.room.message");
        ((ObjectNode) spot.path("content"))
                .put("msgtype", "m.location")
                .put("body", "Big Ben")
                .put("geo_uri", "geo:51.5,-0.1");
        assertThat(heard(spot).body().location()).isEqualTo(new Location(51.5, -0.1, null));
    }
}

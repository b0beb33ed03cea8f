package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/// Reactions as sets, both ways and over restarts.
final class ReactionsTest {
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

    private void reacts(String id, String target, String key) {
        ObjectNode event = Stage.event(id, ROOM, "m.reaction");
        ObjectNode relation = ((ObjectNode) event.path("content")).putObject("m.relates_to");
        relation.put("rel_type", "m.annotation").put("event_id", target).put("key", key);
        taken(event);
    }

    private void redacts(String id, String redacted, String sender) {
        ObjectNode event = Stage.event(id, ROOM, "m.room.redaction").put("redacts", redacted);
        taken(event.put("sender", sender));
    }

    private void taken(ObjectNode event) {
        String id = event.path("event_id").asText();
        assertThat(stage.put(id, Stage.transaction(event)).join().statusCode()).isEqualTo(200);
    }

    private List<List<String>> heard() {
        return stage.around.hub.events(Event.Reaction.class).stream()
                .map(Event.Reaction::emoji)
                .toList();
    }

    private static Event.Reaction set(String... emoji) {
        return new Event.Reaction(about(), List.of(emoji));
    }

    private static MessageRef about() {
        return MessageRef.to(new NativeId(Surroundings.MATRIX, "$m"));
    }

    private List<String> keysSent() {
        return stage.homeserver.asked("PUT", "/send/m.reaction/").stream()
                .map(it -> it.body().path("m.relates_to").path("key").asText())
                .toList();
    }

    @Test
    void oneReactionEachBecomesTheWholeSetAlsoAfterARestart() throws Exception {
        reacts("$1", "$m", "👍");
        reacts("$2", "$m", "🎉");
        stage.restarted();
        reacts("$3", "$m", "❤️");
        redacts("$4", "$1", "@alice:hs.test");
        stage.restarted();
        redacts("$5", "$2", "@alice:hs.test");
        redacts("$6", "$3", "@alice:hs.test");
        assertThat(heard())
                .containsExactly(
                        List.of("👍"),
                        List.of("👍", "🎉"),
                        List.of("👍", "🎉", "❤️"),
                        List.of("🎉", "❤️"),
                        List.of("❤️"),
                        List.of());
        assertThat(stage.around.stored.keySet()).noneMatch(key -> key.startsWith("reaction:"));
    }

    @Test
    void aModeratorTakesAnothersReactionAway() {
        reacts("$1", "$m", "👍");
        redacts("$2", "$1", "@mod:hs.test");
        assertThat(stage.around.hub.taken)
                .extracting(Envelope::sender)
                .allMatch(sender -> sender.address().equals(Stage.ALICE));
        assertThat(heard()).containsExactly(List.of("👍"), List.of());
    }

    @Test
    void aReactionToAReplacementIsToTheOriginal() {
        ObjectNode edit = Stage.text("$edit", ROOM, "* new");
        ObjectNode content = (ObjectNode) edit.path("content");
        content.putObject("m.new_content").put("msgtype", "m.text").put("body", "new");
        content.putObject("m.relates_to").put("rel_type", "m.replace").put("event_id", "$m");
        taken(edit);
        reacts("$1", "$edit", "👍");
        assertThat(stage.around.hub.events(Event.Reaction.class))
                .singleElement()
                .satisfies(it -> assertThat(it.target()).isEqualTo(about()));
    }

    @Test
    void aFloodOfReactionsAndHugeKeysAreBounded() {
        reacts("$huge", "$m", "x".repeat(10_000));
        for (int i = 0; i < 80; i++) {
            reacts("$" + i, "$m", "k" + i);
        }
        assertThat(heard().getLast()).hasSize(64).doesNotContain("k0").contains("k79");
        assertThat(stage.adapter.counts().of("reaction-too-long")).isEqualTo(1);
    }

    @Test
    void aSetIsShownByItsDifferencesAlsoAfterARestart() throws Exception {
        Outcome first = stage.deliver(IN_LOBBY, set("👍", "🎉"));
        assertThat(((Outcome.Delivered) first).nativeIds()).hasSize(2);
        stage.restarted();
        stage.deliver(IN_LOBBY, set("👍\uFE0F", "🎈"));
        assertThat(keysSent()).containsExactly("👍", "🎉", "🎈");
        String party = ((Outcome.Delivered) first).nativeIds().get(1).value();
        assertThat(stage.homeserver.asked("PUT", "/redact/"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.path()).contains("/redact/" + party + "/");
                            assertThat(it.as()).isEqualTo(Stage.GHOST);
                        });
        stage.deliver(IN_LOBBY, set());
        assertThat(stage.homeserver.asked("PUT", "/redact/")).hasSize(3);
        assertThat(stage.around.stored.keySet()).noneMatch(key -> key.startsWith("reaction:"));
    }

    @Test
    void aRepeatedDeliveryGoesOnWhereItStopped() {
        stage.homeserver.be(
                FakeHomeserver.Mood.FORGETFUL, 1, it -> it.body().toString().contains("🎉"));
        Delivery delivery = Stage.delivery(IN_LOBBY, set("👍", "🎉"), 1);
        assertThat(stage.adapter.deliver(delivery).await()).isInstanceOf(Outcome.Deferred.class);
        assertThat(stage.adapter.deliver(delivery).await()).isInstanceOf(Outcome.Delivered.class);
        assertThat(keysSent()).containsExactly("👍", "🎉", "🎉");
        assertThat(stage.homeserver.sent).hasSize(2);
    }

    @Test
    void whatAModeratorTookFromAGhostIsShownAgainWhenItIsGivenAgain() {
        Outcome first = stage.deliver(IN_LOBBY, set("👍"));
        String id = ((Outcome.Delivered) first).nativeIds().getFirst().value();
        redacts("$r", id, "@mod:hs.test");
        assertThat(heard()).isEmpty();
        stage.deliver(IN_LOBBY, set("👍"));
        assertThat(keysSent()).containsExactly("👍", "👍");
    }

    @Test
    void theOldestSetsAreForgotten() {
        ReactionSets sets = new ReactionSets(stage.around.store(), 2);
        sets.added("$1", "$a", "@x:hs.test", "👍").await();
        sets.added("$2", "$b", "@x:hs.test", "👍").await();
        sets.added("$3", "$c", "@x:hs.test", "👍").await();
        assertThat(sets.without("$1")).isEmpty();
        assertThat(sets.without("$2")).isPresent();
        assertThat(stage.around.stored).doesNotContainKey("reaction:$a @x:hs.test");
    }
}

package io.parlance.adapter.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What becomes of deliveries, with a homeserver in all its moods.
final class DeliveryTest {
    private static final Conversation TO_ALICE = new Conversation.Direct(Stage.ALICE);
    private static final Conversation IN_LOBBY = new Conversation.Room(Stage.LOBBY);
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

    private List<FakeHomeserver.Asked> sent() {
        return stage.homeserver.asked("PUT", "/send/m.room.message");
    }

    private static Failure deferred(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
        return ((Outcome.Deferred) outcome).failure();
    }

    private static Failure refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).failure();
    }

    @Test
    void aFirstMessageMakesGhostAndRoomAndTheNextUsesThem() throws Exception {
        Outcome one = stage.deliver(TO_ALICE, Event.Message.of("one"));
        assertThat(one).isInstanceOf(Outcome.Delivered.class);
        stage.deliver(TO_ALICE, Event.Message.of("two"));
        stage.restarted();
        stage.deliver(TO_ALICE, Event.Message.of("three"));
        assertThat(stage.homeserver.asked("POST", "/register"))
                .filteredOn(it -> it.body().toString().contains("romeo"))
                .hasSize(1);
        assertThat(stage.homeserver.asked("PUT", "/displayname")).hasSize(1);
        assertThat(stage.homeserver.asked("POST", "/createRoom"))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo(Stage.GHOST);
                            assertThat(it.body().path("is_direct").asBoolean()).isTrue();
                            assertThat(it.body().path("invite").toString())
                                    .isEqualTo("[\"@alice:hs.test\"]");
                        });
        assertThat(sent())
                .extracting(it -> it.body().path("body").asText())
                .containsExactly("one", "two", "three");
        assertThat(sent().getFirst().body().path(MatrixCodec.HOPS).toString())
                .isEqualTo("[\"gw1;xmpp\"]");
    }

    @Test
    void aRateLimitIsPassedOnWithItsTime() {
        stage.deliver(IN_LOBBY, Event.Message.of("before"));
        stage.homeserver.be(FakeHomeserver.Mood.RATE_LIMITING);
        Outcome outcome = stage.deliver(IN_LOBBY, Event.Message.of("now"));
        assertThat(deferred(outcome).reason()).isEqualTo(FailureReason.RATE_LIMITED);
        assertThat(((Outcome.Deferred) outcome).retryAfter()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aSilentHomeserverDelaysNothingForever() {
        stage.deliver(IN_LOBBY, Event.Message.of("before"));
        stage.homeserver.be(FakeHomeserver.Mood.SILENT);
        List<Future<Outcome>> all = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            all.add(
                    stage.adapter.deliver(
                            Stage.delivery(IN_LOBBY, Event.Message.of("text " + i), 1)));
        }
        Future.all(all).await();
        List<Failure> failures = all.stream().map(f -> deferred(f.result())).toList();
        // The few that got a connection may have arrived; the many that did not, certainly have
        // not.
        assertThat(failures).anyMatch(f -> !f.certain()).anyMatch(Failure::certain);
        assertThat(sent().size()).isLessThan(100);
        stage.state("down");
        assertThat(stage.around.hub.states.getLast().advice()).contains("homeserver");
        stage.homeserver.be(FakeHomeserver.Mood.GOOD);
        stage.state("up");
    }

    @Test
    void aForgetfulHomeserverIsAskedTheSameAgain() {
        stage.homeserver.be(FakeHomeserver.Mood.FORGETFUL, 1, it -> it.path().contains("/send/"));
        Delivery first = Stage.delivery(IN_LOBBY, Event.Message.of("once"), 1);
        Failure failure = deferred(stage.adapter.deliver(first).await());
        assertThat(failure.certain()).isFalse();
        Delivery again =
                new Delivery(
                        first.envelope(), first.destination(), first.target(), first.audience(), 2);
        Outcome outcome = stage.adapter.deliver(again).await();
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(sent()).hasSize(2);
        assertThat(sent().get(0).path()).isEqualTo(sent().get(1).path());
        assertThat(stage.homeserver.sent).hasSize(1);
    }

    @Test
    void aGhostThatIsNotLetInIsInvited() {
        stage.homeserver.be(
                FakeHomeserver.Mood.CLOSED,
                1,
                it -> it.is("POST", "/join/") && it.as().equals(Stage.GHOST));
        Outcome outcome = stage.deliver(IN_LOBBY, Event.Message.of("hello"));
        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(stage.homeserver.asked("POST", "/invite"))
                .singleElement()
                .satisfies(it -> assertThat(it.as()).isEqualTo("@parlance:hs.test"));
    }

    @Test
    void aGhostThatWasPutOutComesBackOnce() {
        stage.homeserver.be(FakeHomeserver.Mood.CLOSED, 1, it -> it.path().contains("/send/"));
        assertThat(stage.deliver(IN_LOBBY, Event.Message.of("hello")))
                .isInstanceOf(Outcome.Delivered.class);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void whatIsForbiddenIsRefused() {
        stage.homeserver.be(
                FakeHomeserver.Mood.FORBIDDING,
                Integer.MAX_VALUE,
                it -> it.path().contains("/send/"));
        Failure failure = refused(stage.deliver(IN_LOBBY, Event.Message.of("hello")));
        assertThat(failure.reason()).isEqualTo(FailureReason.FORBIDDEN);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void aUserWhoDoesNotExistIsUnknown() {
        Address nobody = Address.person(Surroundings.MATRIX, "@nobody:hs.test");
        Outcome outcome =
                stage.deliver(new Conversation.Direct(nobody), Event.Message.of("hello?"));
        assertThat(refused(outcome).reason()).isEqualTo(FailureReason.RECIPIENT_UNKNOWN);
        assertThat(refused(outcome).text()).contains("@nobody:hs.test");
        assertThat(stage.homeserver.asked("POST", "/createRoom")).isEmpty();
    }

    @Test
    void aWrongTokenIsToldToTheOperator() {
        stage.homeserver.be(FakeHomeserver.Mood.STRANGE);
        Failure failure = deferred(stage.deliver(IN_LOBBY, Event.Message.of("hello")));
        assertThat(failure.reason()).isEqualTo(FailureReason.BAD_CREDENTIALS);
        stage.state("bad-credentials");
        assertThat(stage.around.hub.states.getLast().advice())
                .contains("as_token")
                .doesNotContain(FakeHomeserver.TOKEN);
    }

    @Test
    void aLongTextBecomesSeveralEventsWithIdsOfTheirOwn() {
        String text = "Füße und Wörter\n".repeat(3400);
        Outcome outcome = stage.deliver(IN_LOBBY, Event.Message.of(text));
        assertThat(((Outcome.Delivered) outcome).nativeIds()).hasSize(2);
        assertThat(sent()).hasSize(2);
        assertThat(
                        sent().get(0).body().path("body").asText()
                                + sent().get(1).body().path("body").asText())
                .isEqualTo(text);
        assertThat(sent().get(0).path()).isNotEqualTo(sent().get(1).path());
    }

    @Test
    void aFailureIsANoticeThatAnswersTheMessage() {
        MessageRef about = MessageRef.to(new NativeId(Surroundings.MATRIX, "$lost"));
        Failure failure =
                Failure.certain(FailureReason.RECIPIENT_UNKNOWN, "Nobody has that address.", "");
        stage.deliver(TO_ALICE, new Event.DeliveryFailure(about, Stage.ROMEO, failure));
        assertThat(sent())
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.as()).isEqualTo(Stage.GHOST);
                            assertThat(it.body().path("msgtype").asText()).isEqualTo("m.notice");
                            assertThat(it.body().toString())
                                    .contains("$lost", "Nobody has that address.");
                        });
    }

    @Test
    void ghostsComeAndGoWithTheirPeople() {
        Participant romeo = new Participant(Stage.ROMEO, "Romeo");
        Event.Membership.Change join = Event.Membership.Change.JOIN;
        Event.Membership.Change leave = Event.Membership.Change.LEAVE;
        stage.deliver(IN_LOBBY, new Event.Membership(join, romeo, null));
        assertThat(stage.homeserver.members.get("!lobby:hs.test")).contains(Stage.GHOST);
        stage.deliver(IN_LOBBY, new Event.Membership(leave, romeo, "bye"));
        assertThat(stage.homeserver.asked("POST", "/leave"))
                .singleElement()
                .satisfies(it -> assertThat(it.body().path("reason").asText()).isEqualTo("bye"));
    }

    @Test
    void typingAndReceiptsNeverMakeARoom() {
        MessageRef read = MessageRef.to(new NativeId(Surroundings.MATRIX, "$1"));
        Event.Receipt displayed = new Event.Receipt(read, Event.Receipt.Stage.DISPLAYED);
        stage.deliver(TO_ALICE, new Event.Typing(true));
        stage.deliver(TO_ALICE, displayed);
        assertThat(stage.homeserver.asked("POST", "/createRoom")).isEmpty();
        stage.deliver(TO_ALICE, Event.Message.of("hello"));
        stage.deliver(TO_ALICE, new Event.Typing(true));
        stage.deliver(TO_ALICE, displayed);
        assertThat(stage.homeserver.asked("PUT", "/typing/"))
                .singleElement()
                .satisfies(it -> assertThat(it.body().path("typing").asBoolean()).isTrue());
        assertThat(stage.homeserver.asked("POST", "/receipt/m.read/$1")).hasSize(1);
    }
}

package io.parlance.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// Who may do what, and how rooms agree to be linked.
final class DeskTest {
    private static final CommandLine LINES = new CommandLine("!parlance");
    private final Village village = new Village();
    private final AtomicInteger codes = new AtomicInteger();
    private Desk desk = desk(Map.of());

    private Desk desk(Map<Verb, Level> allow) {
        Permissions permissions = new Permissions(Set.of(Village.person("left:root")), allow);
        return new Desk(
                village,
                CommandSettings.DEFAULT,
                permissions,
                new MemoryStore(),
                village.watch,
                () -> "CODE" + codes.incrementAndGet());
    }

    @BeforeEach
    void populate() {
        village.put("left:ann", "left:#inn", Event.Role.OWNER);
        village.put("left:pat", "left:#inn", Event.Role.PARTICIPANT);
        village.put("right:bob", "right:#barn", Event.Role.MODERATOR);
        village.put("right:guy", "right:#barn", Event.Role.PARTICIPANT);
        village.put("mute:mel", "mute:#mill", Event.Role.PARTICIPANT);
    }

    private String ask(String who, String line) {
        return told(desk.answer(asker(who, null), LINES.direct(line), EnvelopeId.next()));
    }

    private String askIn(String room, String who, String line) {
        return told(
                desk.answer(
                        asker(who, room), LINES.inRoom("!parlance " + line), EnvelopeId.next()));
    }

    private Asker asker(String who, @Nullable String room) {
        return new Asker(
                Participant.of(Village.person(who)), room == null ? null : village.room(room));
    }

    private static String told(Future<String> answer) {
        assertThat(answer.isComplete()).isTrue();
        return answer.succeeded() ? answer.result() : String.valueOf(answer.cause().getMessage());
    }

    @Test
    void aLinkNeedsTheOtherRoomsStaff() {
        assertThat(askIn("left:#inn", "left:ann", "link right:#barn"))
                .contains("Asked right:barn", "!parlance accept CODE1", "2 Mar 2026 10:00 UTC");
        assertThat(village.links).isEmpty();
        assertThat(village.said)
                .singleElement()
                .asString()
                .startsWith("right:barn <- ann (left:ann) asks to link this room with left:inn")
                .contains("!parlance accept CODE1", "!parlance decline CODE1", "could then read");

        assertThat(askIn("right:#barn", "right:guy", "accept code1"))
                .contains("Only the staff of right:barn");
        assertThat(askIn("right:#barn", "left:pat", "accept CODE1"))
                .as("a guest from elsewhere")
                .contains("Only the staff of right:barn");
        assertThat(village.links).isEmpty();

        assertThat(askIn("right:#barn", "right:bob", "accept CODE1"))
                .contains("Linked: left:inn, right:barn", "reads what is written");
        assertThat(village.links)
                .containsExactly(Set.of(village.room("left:#inn"), village.room("right:#barn")));
        assertThat(ask("right:bob", "accept CODE1")).contains("Nothing was asked");
    }

    @Test
    void whoAcceptsByDirectMessageHasTheOtherRoomTold() {
        askIn("left:#inn", "left:ann", "link right:#barn");
        village.said.clear();
        assertThat(ask("right:bob", "accept CODE1")).contains("Linked");
        assertThat(village.said).singleElement().asString().startsWith("left:inn <- Linked");
    }

    @Test
    void aStrangerCannotAskAtAll() {
        assertThat(ask("left:pat", "link left:#inn right:#barn"))
                .contains("Only the staff of left:inn", "may use link");
        assertThat(village.said).isEmpty();
    }

    @Test
    void whoAskedCannotAgreeAlone() {
        village.put("left:ann", "left:#yard", Event.Role.OWNER);
        askIn("left:#inn", "left:ann", "link left:#yard");
        assertThat(askIn("left:#yard", "left:ann", "accept CODE1")).contains("yourself");
        assertThat(village.links).isEmpty();
    }

    @Test
    void whereTheNetworkCannotTellWhoeverIsThereAgrees() {
        askIn("left:#inn", "left:ann", "link mute:#mill");
        assertThat(ask("mute:stranger", "accept CODE1")).contains("Only the staff");
        assertThat(ask("mute:mel", "accept CODE1")).contains("Linked");
    }

    @Test
    void threeRoomsAreLinkedWhenAllAgreed() {
        askIn("left:#inn", "left:ann", "link right:#barn mute:#mill");
        assertThat(village.said).hasSize(2);
        assertThat(ask("right:bob", "accept CODE1")).contains("Still to agree: mute:mill");
        assertThat(village.links).isEmpty();
        ask("mute:mel", "accept CODE1");
        assertThat(village.links).singleElement().satisfies(it -> assertThat(it).hasSize(3));
    }

    @Test
    void aQuestionLapses() {
        askIn("left:#inn", "left:ann", "link right:#barn");
        village.watch.now = village.watch.now.plus(Duration.ofDays(1));
        assertThat(ask("right:bob", "accept CODE1")).contains("or it lapsed");
        assertThat(village.links).isEmpty();
    }

    @Test
    void aQuestionIsRefusedOrTakenBack() {
        askIn("left:#inn", "left:ann", "link right:#barn");
        village.said.clear();
        assertThat(ask("right:guy", "decline CODE1")).contains("Only the staff");
        assertThat(ask("right:bob", "decline CODE1")).contains("Refused");
        assertThat(village.said).singleElement().asString().contains("left:inn <- ");
        askIn("left:#inn", "left:ann", "link right:#barn");
        assertThat(ask("left:ann", "decline CODE2")).contains("Taken back");
        assertThat(ask("right:bob", "accept CODE2")).contains("Nothing was asked");
    }

    @Test
    void theSameQuestionIsAskedOnceAndNotTooMany() {
        askIn("left:#inn", "left:ann", "link right:#barn");
        assertThat(askIn("left:#inn", "left:ann", "link right:#barn"))
                .contains("asked already", "CODE1");
        for (int i = 0; i < 4; i++) {
            askIn("left:#inn", "left:ann", "link right:#r" + i);
        }
        assertThat(askIn("left:#inn", "left:ann", "link right:#more")).contains("5 links");
        assertThat(village.said).hasSize(5);
    }

    @Test
    void anOperatorNeedsNoConsent() {
        assertThat(ask("left:root", "link left:#inn right:#barn")).contains("Linked");
        assertThat(village.links).hasSize(1);
        assertThat(ask("left:root", "link left:#inn mute:#mill"))
                .contains("left:inn is linked with right:barn already");
        assertThat(ask("left:root", "unlink left:#inn")).contains("no longer linked");
        assertThat(village.links).isEmpty();
    }

    @Test
    void aRoomLeavesItsLinkAndTheOthersStay() {
        ask("left:root", "link left:#inn right:#barn mute:#mill");
        assertThat(askIn("left:#inn", "left:pat", "unlink")).contains("Only the staff of left:inn");
        assertThat(askIn("left:#inn", "left:ann", "unlink"))
                .contains("left:inn is no longer linked", "stay linked");
        assertThat(village.links)
                .containsExactly(Set.of(village.room("right:#barn"), village.room("mute:#mill")));
        assertThat(askIn("left:#inn", "left:ann", "unlink")).contains("linked with no other");
    }

    @Test
    void whoTellsThoseInsideAlone() {
        ask("left:root", "link left:#inn right:#barn");
        assertThat(askIn("left:#inn", "left:pat", "who"))
                .contains(
                        "left:inn is linked with right:barn", "left: ann, pat", "right: bob, guy");
        assertThat(ask("right:guy", "who left:#inn")).contains("left: ann, pat");
        assertThat(ask("mute:mel", "who left:#inn")).contains("does not know you in left:inn");
        assertThat(ask("mute:mel", "who")).contains("Which room?");
        assertThat(ask("mute:mel", "who nonsense")).contains("nonsense is no room");
    }

    @Test
    void lossIsToldPerNetwork() {
        assertThat(ask("right:guy", "loss left:#inn mute:#mill"))
                .contains("left shows everything", "mute does not show who is typing")
                .contains("shows as text reactions");
        assertThat(askIn("left:#inn", "left:pat", "loss")).contains("linked with no other room");
    }

    @Test
    void whereTellsOnesOwnMessagesAlone() {
        var step = new Way.Step(Instant.EPOCH, "delivered", "right", "secret detail");
        village.ways.put("m1", new Way(Village.person("left:ann"), List.of(step)));
        assertThat(ask("left:ann", "where m1")).isEqualTo("00:00:00 delivered right");
        assertThat(ask("left:root", "where m1")).contains("secret detail");
        String strangers = ask("left:pat", "where m1");
        assertThat(strangers).contains("no message of yours");
        assertThat(ask("left:pat", "where m2").replace("m2", "m1")).isEqualTo(strangers);
        assertThat(ask("left:pat", "where")).contains("Which message?");
    }

    @Test
    void twoAddressesBecomeOnePersonByACodeAndAYes() {
        assertThat(askIn("left:#inn", "left:ann", "identify")).contains("to me alone");
        assertThat(ask("left:ann", "identify")).contains("identify CODE1");
        assertThat(ask("left:ann", "identify CODE1")).contains("this very address");
        assertThat(ask("mute:mel", "identify CODE1")).contains("Only if that is you", "left:ann");
        assertThat(village.identities).isEmpty();
        assertThat(ask("mute:mel", "identify CODE1 yes")).contains("one person");
        assertThat(ask("mute:mel", "whoami")).contains("also left:ann");
        assertThat(ask("right:guy", "identify CODE1")).contains("There is no code");
        assertThat(ask("mute:mel", "link left:#inn right:#barn"))
                .as("staff by their other address")
                .contains("Asked right:barn");
    }

    @Test
    void aCodeForAnIdentityLapses() {
        ask("left:ann", "identify");
        village.watch.now = village.watch.now.plus(Duration.ofMinutes(15));
        assertThat(ask("mute:mel", "identify CODE1 yes")).contains("or it lapsed");
    }

    @Test
    void theConfigurationMovesTheBar() {
        desk = desk(Map.of(Verb.LINK, Level.OPERATORS, Verb.WHO, Level.STAFF));
        assertThat(askIn("left:#inn", "left:ann", "link right:#barn"))
                .contains("Only an operator of this gateway may use link");
        assertThat(ask("left:ann", "help")).doesNotContain("link ROOM");
        assertThat(askIn("left:#inn", "left:pat", "who")).contains("Only the staff of left:inn");
        assertThat(askIn("left:#inn", "left:ann", "who")).contains("left: ann, pat");
    }

    @Test
    void helpNamesTheWordsToWriteHere() {
        assertThat(askIn("left:#inn", "left:pat", "help")).contains("!parlance link ROOM");
        assertThat(ask("left:pat", "help")).contains("\nlink ROOM").doesNotContain("!parlance");
        assertThat(ask("left:pat", "help accept")).startsWith("accept CODE");
    }
}

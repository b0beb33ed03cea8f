package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Who may change and take back what, and in which order that counts.
class AuthorityTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant mallory = Sample.person(Sample.RED, Sample.unique("mallory"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final Address home = Sample.room(Sample.RED);
    private final Address far = Sample.room(Sample.BLUE);
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);

    @TempDir Path folder;

    private HubLab linked() {
        HubLab lab = HubLab.of(folder, red, blue);
        HubLab.await(lab.hub.linking().link(Set.of(home, far)));
        return lab;
    }

    private Envelope said(HubLab lab) {
        Envelope message = Sample.inRoom(alice, home, "helo");
        lab.accept(message);
        return message;
    }

    private static Envelope at(Envelope envelope, Instant sent) {
        return new Envelope(
                envelope.id(),
                envelope.origin(),
                envelope.sender(),
                envelope.conversation(),
                envelope.nativeIds(),
                sent,
                List.of(),
                envelope.event());
    }

    private static void forbidden(Acceptance acceptance) {
        assertThat(acceptance)
                .isInstanceOfSatisfying(
                        Acceptance.Rejected.class,
                        rejected -> {
                            assertThat(rejected.failure().reason())
                                    .isEqualTo(FailureReason.FORBIDDEN);
                            assertThat(rejected.failure().text()).startsWith("Only who wrote");
                        });
    }

    @Test
    void onlyTheAuthorChangesAMessage() {
        try (var lab = linked()) {
            MessageRef ref = Sample.refTo(said(lab));
            var edit = new Event.Edit(ref, Body.of("pwned"));
            forbidden(lab.accept(Sample.inRoom(mallory, home, edit)));
            forbidden(lab.accept(Sample.inRoom(mallory, home, new Event.Retraction(ref, null))));
            lab.accept(Sample.inRoom(alice, home, new Event.Edit(ref, Body.of("hello"))));
            HubLab.eventually().until(() -> blue.deliveries(Event.Edit.class).size() == 1);
            assertThat(blue.deliveries(Event.Retraction.class)).isEmpty();
        }
    }

    @Test
    void theMessageOfAGhostIsNotTheirNetworksToChange() {
        try (var lab = linked()) {
            said(lab);
            HubLab.eventually().until(() -> blue.texts().size() == 1);
            NativeId there = RecordingAdapter.id(blue.deliveries(Event.Message.class).getFirst());
            HubLab.eventually()
                    .until(() -> HubLab.await(lab.journal.envelopeOf(there)).isPresent());
            var edit = new Event.Edit(MessageRef.to(there), Body.of("pwned"));
            forbidden(lab.accept(Sample.inRoom(bob, far, edit)));
        }
    }

    @Test
    void moderatorsTakeBackWhatOthersWrote() {
        try (var lab = linked()) {
            var retraction = new Event.Retraction(Sample.refTo(said(lab)), "spam", true);
            lab.accept(Sample.inRoom(mallory, home, retraction));
            HubLab.eventually().until(() -> blue.deliveries(Event.Retraction.class).size() == 1);
        }
    }

    @Test
    void anEditOfAnEditIsOneOfTheMessage() {
        try (var lab = linked()) {
            Envelope message = said(lab);
            Envelope first =
                    Sample.inRoom(
                            alice, home, new Event.Edit(Sample.refTo(message), Body.of("hell")));
            lab.accept(first);
            lab.accept(
                    Sample.inRoom(
                            alice, home, new Event.Edit(Sample.refTo(first), Body.of("hello"))));
            lab.accept(
                    Sample.inRoom(
                            bob, far, new Event.Reaction(Sample.refTo(first), List.of("👍"))));
            HubLab.eventually().until(() -> blue.deliveries(Event.Edit.class).size() == 2);
            var last = (Event.Edit) blue.deliveries(Event.Edit.class).get(1).envelope().event();
            assertThat(last.target().envelope()).isEqualTo(message.id());
            assertThat(last.target().nativeId())
                    .isEqualTo(
                            RecordingAdapter.id(blue.deliveries(Event.Message.class).getFirst()));
            HubLab.eventually().until(() -> red.deliveries(Event.Reaction.class).size() == 1);
            var reaction =
                    (Event.Reaction)
                            red.deliveries(Event.Reaction.class).getFirst().envelope().event();
            assertThat(reaction.target().nativeId()).isEqualTo(message.nativeIds().getFirst());
        }
    }

    @Test
    void anEditThatWasHeldUpDoesNotUndoALaterOne() {
        try (var lab = linked()) {
            MessageRef ref = Sample.refTo(said(lab));
            Envelope newer = Sample.inRoom(alice, home, new Event.Edit(ref, Body.of("hello")));
            Envelope older = Sample.inRoom(alice, home, new Event.Edit(ref, Body.of("hell")));
            lab.accept(newer);
            assertThat(lab.accept(at(older, newer.sentAt().minusSeconds(5))))
                    .isEqualTo(new Acceptance.Dropped("older-edit"));
            lab.accept(Sample.inRoom(alice, home, new Event.Retraction(ref, null)));
            Envelope late = Sample.inRoom(alice, home, new Event.Edit(ref, Body.of("hey")));
            assertThat(lab.accept(late)).isEqualTo(new Acceptance.Dropped("taken-back"));
        }
    }

    @Test
    void editsAndReactionsWaitForTheMessagesOwnDelivery() {
        var gated = new GatedAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, gated)) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            MessageRef ref = Sample.refTo(said(lab));
            lab.accept(Sample.inRoom(alice, home, new Event.Edit(ref, Body.of("hello"))));
            lab.accept(Sample.inRoom(mallory, home, new Event.Reaction(ref, List.of("👍"))));
            lab.accept(Sample.inRoom(alice, home, new Event.Retraction(ref, null)));
            gated.open();
            HubLab.eventually().until(() -> gated.deliveries(Event.Retraction.class).size() == 1);
            assertThat(gated.overlaps).hasValue(0);
            var edit =
                    (Event.Edit) gated.deliveries(Event.Edit.class).getFirst().envelope().event();
            assertThat(edit.target().nativeId())
                    .isEqualTo(
                            RecordingAdapter.id(gated.deliveries(Event.Message.class).getFirst()));
        }
    }

    @Test
    void anAnswerThatOvertakesTheDeliverysOutcomeFindsItsMessage() {
        var gated = new GatedAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, gated)) {
            Envelope message = Sample.direct(alice, bob, "hi");
            lab.accept(message);
            HubLab.eventually().until(() -> gated.texts().size() == 1);
            NativeId there = RecordingAdapter.id(gated.deliveries(Event.Message.class).getFirst());
            Future<Acceptance> early =
                    lab.hub.accept(
                            Sample.envelope(
                                    bob,
                                    alice,
                                    new Event.Reaction(MessageRef.to(there), List.of("👍"))));
            gated.open();
            assertThat(HubLab.await(early)).isInstanceOf(Acceptance.Accepted.class);
            HubLab.eventually().until(() -> red.deliveries(Event.Reaction.class).size() == 1);
        }
    }

    @Test
    void whatWasSaidElsewhereIsNotQuoted() {
        try (var lab = linked()) {
            Envelope secret = Sample.direct(alice, bob, "a secret");
            lab.accept(secret);
            var reaction = new Event.Reaction(Sample.refTo(secret), List.of("👍"));
            lab.accept(Sample.inRoom(mallory, home, reaction));
            HubLab.eventually().until(() -> blue.texts().contains("reacted 👍"));
        }
    }

    @Test
    void whatWasToVanishIsNotDeliveredAndNotComplainedOf() {
        try (var lab = linked()) {
            var message =
                    new Event.Message(
                            Body.of("gone"),
                            Event.Style.CHAT,
                            null,
                            null,
                            Instant.now().minus(Duration.ofMinutes(1)));
            Envelope envelope = Sample.inRoom(alice, home, message);
            lab.accept(envelope);
            lab.accept(Sample.inRoom(alice, home, "after"));
            HubLab.eventually().until(() -> blue.texts().contains("after"));
            assertThat(blue.texts()).doesNotContain("gone");
            assertThat(red.deliveries(Event.DeliveryFailure.class)).isEmpty();
            assertThat(HubLab.await(lab.journal.trace(envelope.id().toString())))
                    .anySatisfy(step -> assertThat(step.detail()).contains("it was to vanish"));
        }
    }
}

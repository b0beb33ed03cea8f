package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.Body;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.MessageRef;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Feature;
import io.parlance.spi.Support;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

class FailureTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);

    @TempDir Path folder;

    @Test
    void aRefusalIsToldToTheWriterOnceByTheRecipientsGhost() {
        try (var lab = HubLab.of(folder, red, new RefusingAdapter(Sample.BLUE))) {
            Envelope message = Sample.direct(alice, bob, "hi");
            lab.accept(message);
            HubLab.eventually().until(() -> red.deliveries().size() == 1);
            var told = red.deliveries().getFirst();
            assertThat(told.target()).isEqualTo(new Conversation.Direct(alice.address()));
            assertThat(told.envelope().sender().address()).isEqualTo(bob.address());
            var failure = (Event.DeliveryFailure) told.envelope().event();
            assertThat(failure.target())
                    .isEqualTo(new MessageRef(message.nativeIds().getFirst(), message.id()));
            assertThat(failure.recipient()).isEqualTo(bob.address());
            assertThat(failure.failure().reason()).isEqualTo(FailureReason.RECIPIENT_UNKNOWN);
            assertThat(HubLab.await(lab.journal.deadLetters(10))).hasSize(1);
            assertThat(lab.figures(Sample.BLUE).refused()).isEqualTo(1);
        }
    }

    @Test
    void aFailureInARoomIsToldInTheRoomThatItWasWrittenIn() {
        Address home = Sample.room(Sample.RED);
        Address far = Sample.room(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, new RefusingAdapter(Sample.BLUE))) {
            HubLab.await(lab.hub.linking().link(Set.of(home, far)));
            lab.accept(Sample.inRoom(alice, home, "hi"));
            HubLab.eventually()
                    .until(() -> red.deliveries(Event.DeliveryFailure.class).size() == 1);
            var told = red.deliveries(Event.DeliveryFailure.class).getFirst();
            assertThat(told.target()).isEqualTo(new Conversation.Room(home));
            var failure = (Event.DeliveryFailure) told.envelope().event();
            assertThat(failure.recipient()).isEqualTo(far);
        }
    }

    @Test
    void failuresOfFailuresAndOfNoticesAreToldToNobody() {
        var refusing = new RefusingAdapter(Sample.RED);
        try (var lab = HubLab.of(folder, refusing, new RefusingAdapter(Sample.BLUE))) {
            lab.accept(Sample.direct(alice, bob, "hi"));
            var notice = new Event.Message(Body.of("beep"), Event.Style.NOTICE, null);
            lab.accept(Sample.envelope(alice, bob, notice));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).refused() == 2);
            HubLab.eventually().until(() -> lab.figures(Sample.RED).refused() == 1);
            HubLab.eventually().until(() -> HubLab.await(lab.journal.outbox(10)).isEmpty());
            assertThat(refusing.deliveries()).hasSize(1);
            assertThat(HubLab.await(lab.journal.deadLetters(10))).hasSize(3);
        }
    }

    @Test
    void whatIsTooOldIsGivenUpAndTold() {
        var impatient =
                new RetrySchedule(
                        Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(60));
        var settings =
                HubLab.SETTINGS.withTimes(Duration.ofSeconds(20), impatient, Duration.ofSeconds(1));
        var blue = new DeferringAdapter(Sample.BLUE, Integer.MAX_VALUE);
        try (var lab = HubLab.of(folder, settings, red, blue)) {
            lab.accept(Sample.direct(alice, bob, "hi"));
            HubLab.eventually().until(() -> red.deliveries().size() == 1);
            var told = (Event.DeliveryFailure) red.deliveries().getFirst().envelope().event();
            assertThat(told.failure().reason()).isEqualTo(FailureReason.EXPIRED);
        }
    }

    @Test
    void aBounceThatComesLaterFindsTheWriter() {
        var blue = new RecordingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope message = Sample.direct(alice, bob, "hi");
            lab.accept(message);
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).delivered() == 1);
            var id = RecordingAdapter.id(blue.deliveries().getFirst());
            var failure =
                    Failure.certain(FailureReason.RECIPIENT_UNKNOWN, "No such mailbox.", "5.1.1");
            var bounce = new Event.DeliveryFailure(MessageRef.to(id), null, failure);
            assertThat(lab.accept(Sample.envelope(bob, alice, bounce)))
                    .isInstanceOf(Acceptance.Accepted.class);
            HubLab.eventually()
                    .until(() -> red.deliveries(Event.DeliveryFailure.class).size() == 1);
            var told = red.deliveries(Event.DeliveryFailure.class).getFirst();
            assertThat(told.target()).isEqualTo(new Conversation.Direct(alice.address()));
            var event = (Event.DeliveryFailure) told.envelope().event();
            assertThat(event.recipient()).isEqualTo(bob.address());
            assertThat(event.target().nativeId()).isEqualTo(message.nativeIds().getFirst());
        }
    }

    @Test
    void aBounceOfSomethingUnknownIsDropped() {
        try (var lab = HubLab.of(folder, red, new RecordingAdapter(Sample.BLUE))) {
            var failure = Failure.certain(FailureReason.RECIPIENT_UNKNOWN, "No.", "");
            var bounce =
                    new Event.DeliveryFailure(MessageRef.to(Sample.id(Sample.BLUE)), null, failure);
            assertThat(lab.accept(Sample.envelope(bob, alice, bounce)))
                    .isEqualTo(new Acceptance.Dropped("unknown-message"));
        }
    }

    @Test
    void whatTheFarSideRejectsIsToldWithoutAskingIt() {
        var blue = new RecordingAdapter(Sample.BLUE);
        blue.capabilities = Sample.with(Feature.EDIT, Support.REJECTED);
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope message = Sample.direct(alice, bob, "teh");
            lab.accept(message);
            lab.accept(
                    Sample.envelope(
                            alice, bob, new Event.Edit(Sample.refTo(message), Body.of("the"))));
            HubLab.eventually()
                    .until(() -> red.deliveries(Event.DeliveryFailure.class).size() == 1);
            assertThat(blue.deliveries(Event.Edit.class)).isEmpty();
        }
    }

    @Test
    void aDeadLetterCanBeReplayed() {
        var blue = new RefusingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(Sample.direct(alice, bob, "hi"));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).refused() == 1);
            var letter = HubLab.await(lab.journal.deadLetters(10)).getFirst();
            assertThat(HubLab.await(lab.hub.replay(letter.delivery().id()))).isTrue();
            HubLab.eventually().until(() -> blue.texts().size() == 2);
            assertThat(blue.deliveries().getLast().attempt()).isEqualTo(2);
            assertThat(HubLab.await(lab.hub.replay(-1))).isFalse();
        }
    }
}

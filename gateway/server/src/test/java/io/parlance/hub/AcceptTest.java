package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.FailureReason;
import io.parlance.model.Hop;
import io.parlance.model.NetworkId;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class AcceptTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
    private final RecordingAdapter red = new RecordingAdapter(Sample.RED);
    private final RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);

    @TempDir Path folder;

    @Test
    void whatWasTakenIsDurable() {
        Envelope message = Sample.direct(alice, bob, "hi");
        try (var lab = HubLab.of(folder, red, blue)) {
            assertThat(lab.accept(message)).isEqualTo(new Acceptance.Accepted(message.id()));
            assertThat(HubLab.await(lab.journal.envelope(message.id()))).isPresent();
        }
    }

    @Test
    void theSameNativeIdTwiceIsDroppedAlsoAfterARestart() {
        Envelope first = Sample.direct(alice, bob, "hi");
        Envelope second =
                new Envelope(
                        EnvelopeId.next(),
                        first.origin(),
                        first.sender(),
                        first.conversation(),
                        first.nativeIds(),
                        first.sentAt(),
                        List.of(),
                        first.event());
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.accept(first);
            assertThat(lab.accept(second)).isEqualTo(new Acceptance.Dropped("duplicate"));
            HubLab.eventually().until(() -> blue.texts().size() == 1);
        }
        try (var lab = HubLab.of(folder, red, blue)) {
            assertThat(lab.accept(second)).isEqualTo(new Acceptance.Dropped("duplicate"));
            assertThat(lab.hub.figures().dropped()).containsEntry("duplicate", 1L);
        }
        assertThat(blue.texts()).hasSize(1);
    }

    @Test
    void whatWasHereBeforeIsALoop() {
        try (var lab = HubLab.of(folder, red, blue)) {
            var trail = List.of(new Hop("other", "x"), new Hop(HubLab.GATEWAY, "red"));
            assertThat(lab.accept(Sample.direct(alice, bob, "hi").withTrail(trail)))
                    .isEqualTo(new Acceptance.Dropped("loop"));
        }
    }

    @Test
    void aForgedOriginIsRejected() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Envelope honest = Sample.direct(alice, bob, "hi");
            Envelope forged =
                    new Envelope(
                            honest.id(),
                            Sample.BLUE,
                            honest.sender(),
                            honest.conversation(),
                            honest.nativeIds(),
                            honest.sentAt(),
                            List.of(),
                            honest.event());
            assertThat(reason(lab.accept(forged))).isEqualTo(FailureReason.FORBIDDEN);
        }
    }

    @Test
    void whatHasNoWayIsRejectedWithAText() {
        try (var lab = HubLab.of(folder, red, blue)) {
            Participant near = Sample.person(Sample.RED, "near");
            assertThat(reason(lab.accept(Sample.direct(alice, near, "hi"))))
                    .isEqualTo(FailureReason.NOT_LINKED);
            Participant lost = Sample.person(new NetworkId("strange"), "lost");
            assertThat(reason(lab.accept(Sample.direct(alice, lost, "hi"))))
                    .isEqualTo(FailureReason.NOT_LINKED);
            assertThat(reason(lab.accept(Sample.direct(lost, alice, "hi"))))
                    .isEqualTo(FailureReason.CONTENT_INVALID);
            assertThat(lab.figures(Sample.RED).rejected()).isEqualTo(2);
        }
    }

    @Test
    void onlyTheOperatorLinksRooms() {
        try (var lab = HubLab.of(folder, red, blue)) {
            var linkage = new Event.Linkage(true, List.of());
            var room = Sample.room(Sample.RED);
            assertThat(reason(lab.accept(Sample.inRoom(alice, room, linkage))))
                    .isEqualTo(FailureReason.FORBIDDEN);
        }
    }

    @Test
    void whoComesTooLateIsNotAcknowledged() {
        EventHub hub;
        try (var lab = HubLab.of(folder, red, blue)) {
            hub = lab.hub;
        }
        Future<Acceptance> late = hub.accept(Sample.direct(alice, bob, "hi"));
        assertThatThrownBy(() -> HubLab.await(late)).hasMessageContaining("shutting down");
    }

    @Test
    void whatTheJournalCannotWriteIsNotTaken() {
        try (var lab = HubLab.of(folder, red, blue)) {
            lab.journal.close();
            Envelope message = Sample.direct(alice, bob, "hi");
            assertThatThrownBy(() -> lab.accept(message)).hasMessageContaining("journal");
            assertThat(blue.deliveries()).isEmpty();
        }
    }

    private static FailureReason reason(Acceptance acceptance) {
        return ((Acceptance.Rejected) acceptance).failure().reason();
    }
}

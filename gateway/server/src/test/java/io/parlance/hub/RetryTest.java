package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.journal.Journal;
import io.parlance.model.Delivery;
import io.parlance.model.Participant;
import io.parlance.spi.LinkState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class RetryTest {
    private final Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
    private final Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));

    @TempDir Path folder;

    @Test
    void whatIsDeferredIsTriedAgainAndHoldsUpItsOwnConversationOnly() {
        var blue = new DeferringAdapter(Sample.BLUE, 3);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            lab.accept(Sample.direct(alice, bob, "two"));
            HubLab.eventually().until(() -> blue.texts().contains("two"));
            assertThat(blue.texts()).containsExactly("one", "one", "one", "one", "two");
            assertThat(attempts(blue)).containsExactly(1, 2, 3, 4, 1);
            assertThat(blue.deliveries().stream().limit(4).map(Delivery::key).distinct())
                    .hasSize(1);
            assertThat(lab.figures(Sample.BLUE).deferred()).isEqualTo(3);
        }
    }

    @Test
    void anAdapterThatNeverAnswersIsAskedAgain() {
        var settings =
                HubLab.SETTINGS.withTimes(
                        Duration.ofMillis(100), HubLab.QUICK, Duration.ofMillis(200));
        var blue = new NeverAnsweringAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, settings, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            HubLab.eventually().until(() -> blue.texts().size() >= 3);
            assertThat(attempts(blue)).startsWith(1, 2, 3);
            assertThat(lab.figures(Sample.BLUE).timeouts()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aLateAnswerCounts() {
        var patient =
                new RetrySchedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(3));
        var settings =
                HubLab.SETTINGS.withTimes(Duration.ofMillis(50), patient, Duration.ofSeconds(1));
        var blue = new GatedAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, settings, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).timeouts() == 1);
            blue.open();
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).delivered() == 1);
            assertThat(blue.texts()).containsExactly("one");
        }
    }

    @Test
    void aContractThatIsBrokenCostsATry() {
        var blue = new BrokenAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).delivered() == 1);
            assertThat(attempts(blue)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aLinkThatIsDownCostsNoAttemptAndIsUsedAsSoonAsItIsUp() {
        var slowly =
                new RetrySchedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(3));
        var settings =
                HubLab.SETTINGS.withTimes(Duration.ofSeconds(20), slowly, Duration.ofSeconds(1));
        var blue = new FlappingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, settings, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).deferred() == 1);
            lab.link(Sample.BLUE, new LinkState.Down("for the test"));
            blue.connected = true;
            lab.link(Sample.BLUE, new LinkState.Up());
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).delivered() == 1);
            assertThat(attempts(blue)).containsExactly(1, 1);
        }
    }

    @Test
    void whatWasNotAnsweredIsTriedAgainAsSoonAsTheLinkIsBack() {
        var slowly =
                new RetrySchedule(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(3));
        var settings =
                HubLab.SETTINGS.withTimes(Duration.ofMillis(50), slowly, Duration.ofSeconds(1));
        var blue = new NeverAnsweringAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, settings, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            HubLab.eventually().until(() -> lab.figures(Sample.BLUE).timeouts() == 1);
            lab.link(Sample.BLUE, new LinkState.Down("for the test"));
            lab.link(Sample.BLUE, new LinkState.Up());
            HubLab.eventually().until(() -> blue.texts().size() == 2);
            assertThat(attempts(blue)).containsExactly(1, 2);
        }
    }

    @Test
    void credentialsThatAreRefusedPauseTheNetwork() {
        var blue = new RecordingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            lab.link(Sample.BLUE, new LinkState.BadCredentials("compare the secret"));
            lab.accept(Sample.direct(alice, bob, "one"));
            assertThat(blue.deliveries()).isEmpty();
            assertThat(lab.hub.links().get(Sample.BLUE))
                    .isEqualTo(new LinkState.BadCredentials("compare the secret"));
            lab.link(Sample.BLUE, new LinkState.Degraded("one room is missing"));
            HubLab.eventually().until(() -> blue.texts().size() == 1);
        }
    }

    @Test
    void afterARestartWhatMayHaveBeenUnderWayIsASecondTry() {
        var never = new NeverAnsweringAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), never)) {
            lab.accept(Sample.direct(alice, bob, "one"));
            lab.accept(Sample.direct(alice, bob, "two"));
            HubLab.eventually().until(() -> never.texts().size() == 1);
        }
        var blue = new RecordingAdapter(Sample.BLUE);
        try (var lab = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            lab.accept(Sample.direct(alice, bob, "three"));
            HubLab.eventually().until(() -> blue.texts().size() == 3);
            assertThat(blue.texts()).containsExactly("one", "two", "three");
            assertThat(attempts(blue)).containsExactly(2, 2, 1);
            assertThat(blue.deliveries().getFirst().key())
                    .isEqualTo(never.deliveries().getFirst().key());
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        try (Journal journal = Journal.open(folder)) {
            assertThat(HubLab.await(journal.outbox(10))).isEmpty();
        }
    }

    private static List<Integer> attempts(FakeAdapter adapter) {
        return adapter.deliveries().stream().map(Delivery::attempt).toList();
    }
}

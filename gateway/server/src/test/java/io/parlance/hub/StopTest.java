package io.parlance.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;

import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// A start that is given up at once, as when an adapter cannot start: the journal closes while the
/// hub looks for what waits in it.
final class StopTest {
    @TempDir Path folder;

    @Test
    void aJournalThatClosesAtTheStopIsNoTrouble() {
        Participant alice = Sample.person(Sample.RED, "alice");
        RecordingAdapter red = new RecordingAdapter(Sample.RED);
        RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);
        try (HubLab lab = HubLab.of(folder, red, blue)) {
            lab.link(Sample.BLUE, new LinkState.Down("away"));
            for (int i = 0; i < 50; i++) {
                Participant bob = Sample.person(Sample.BLUE, "bob" + i);
                lab.accept(Sample.direct(alice, bob, "kept"));
            }
        }
        try (LogLines table = new LogLines(LaneTable.class);
                LogLines lanes = new LogLines(NetworkLanes.class)) {
            for (int i = 0; i < 10; i++) {
                startAndGiveUp(red, blue);
            }
            assertThat(table.of(Level.WARN)).isEmpty();
            assertThat(lanes.of(Level.WARN)).isEmpty();
        }
    }

    @Test
    void whatAnAdapterHearsWhileItTakesLeaveIsDeliveredAfterTheNextStart() {
        Participant alice = Sample.person(Sample.RED, Sample.unique("alice"));
        Participant bob = Sample.person(Sample.BLUE, Sample.unique("bob"));
        Participant carol = Sample.person(Sample.BLUE, Sample.unique("carol"));
        LeavingAdapter red = new LeavingAdapter(Sample.RED);
        RecordingAdapter blue = new RecordingAdapter(Sample.BLUE);
        // Time enough for what is to happen while it stops, on any machine.
        Duration stop = Duration.ofSeconds(20);
        HubSettings patient = HubLab.SETTINGS.withTimes(stop, HubLab.QUICK, stop);
        HubLab lab = HubLab.of(folder, patient, red, blue);
        lab.accept(Sample.direct(alice, bob, "before"));
        HubLab.eventually().until(() -> blue.texts().size() == 1);
        Future<Void> stopped = lab.hub.stop();
        HubLab.await(red.leaving());
        lab.link(Sample.BLUE, new LinkState.Up());
        assertThat(lab.accept(Sample.direct(alice, bob, "late")))
                .isInstanceOf(Acceptance.Accepted.class);
        assertThat(lab.accept(Sample.direct(alice, carol, "late too")))
                .isInstanceOf(Acceptance.Accepted.class);
        red.leave();
        HubLab.await(stopped);
        assertThat(blue.texts()).containsExactly("before");
        lab.close();
        try (HubLab _ = HubLab.of(folder, new RecordingAdapter(Sample.RED), blue)) {
            HubLab.eventually().until(() -> blue.texts().size() == 3);
            assertThat(blue.texts()).containsExactlyInAnyOrder("before", "late", "late too");
        }
    }

    private void startAndGiveUp(RecordingAdapter red, FakeAdapter blue) {
        HubLab lab = new HubLab(folder, HubLab.SETTINGS);
        lab.hub.add(red.network, red);
        lab.hub.add(blue.network, blue);
        lab.hub.start();
        lab.hub.stop();
        // As when the hub was given up: the journal does not wait for it.
        lab.journal.close();
        lab.link(Sample.BLUE, new LinkState.Up());
        lab.close();
    }
}

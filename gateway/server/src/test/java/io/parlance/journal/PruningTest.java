package io.parlance.journal;

import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;
import static io.parlance.journal.Samples.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Envelope;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class PruningTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    @Test
    void onlyTheNewestAndTheUndeliveredStay() {
        List<Envelope> done = new ArrayList<>();
        Envelope waiting = direct("waiting", "x");
        try (Journal journal = Journal.open(folder)) {
            added(journal, waiting, Samples.TO_BOB);
            for (int i = 0; i < 300; i++) {
                Envelope envelope = direct("" + i, "x");
                done.add(envelope);
                Pending delivery = added(journal, envelope, Samples.TO_BOB).deliveries().getFirst();
                journal.delivered(delivery, List.of(Samples.matrixId("$" + i)));
            }
        }
        try (Journal journal = Journal.open(folder, Samples.keep(10))) {
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> await(journal.envelope(done.get(289).id())).isEmpty());
            assertThat(await(journal.envelope(waiting.id()))).contains(waiting);
            assertThat(await(journal.envelope(done.get(290).id()))).isPresent();
            assertThat(await(journal.envelopeOf(Samples.matrixId("$5")))).isEmpty();
            assertThat(await(journal.envelopeOf(Samples.matrixId("$290")))).isPresent();
            assertThat(await(journal.trace("$5"))).isEmpty();
            added(journal, direct("5", "again"));
        }
    }

    @Test
    void whatIsTooOldGoesButTheNumbersGoOn() {
        Envelope old = direct("1", "x");
        Envelope newest = direct("2", "x");
        long last;
        try (Journal journal = Journal.open(folder)) {
            added(journal, old);
            added(journal, newest);
        }
        Retention brief = new Retention(Duration.ofNanos(1), 100);
        try (Journal journal = Journal.open(folder, brief)) {
            org.awaitility.Awaitility.await()
                    .atMost(SOON)
                    .until(() -> await(journal.envelope(old.id())).isEmpty());
            assertThat(await(journal.envelope(newest.id()))).isPresent();
            last = added(journal, direct("3", "x"), Samples.TO_BOB).deliveries().getFirst().id();
        }
        assertThat(last).isEqualTo(DeliveryTable.id(3, 0));
    }
}

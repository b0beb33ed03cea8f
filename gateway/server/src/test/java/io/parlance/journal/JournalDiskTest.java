package io.parlance.journal;

import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;
import static io.parlance.journal.Samples.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.journal.JournalException.Reason;
import io.parlance.model.Envelope;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk that is full for a while, played by SQLite's own limit of pages.
class JournalDiskTest {
    @TempDir Path folder;

    @Test
    void aFullDiskFailsAppendsWholeAndTheyWorkAgainWhenThereIsSpace() {
        List<Envelope> taken = new ArrayList<>();
        List<Envelope> refused = new ArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            var first = added(journal, direct("first", "x"), Samples.TO_BOB);
            pages(journal, 60);
            fill(journal, taken, refused);
            assertThat(taken).isNotEmpty();
            assertThat(refused).isNotEmpty();
            assertReads(journal, taken, refused);

            Pending delivery = first.deliveries().getFirst();
            journal.delivered(delivery, List.of(Samples.matrixId("$first")));
            pages(journal, 1_000_000);
            added(journal, direct("after", "x"), Samples.TO_BOB);
            added(journal, refused.getFirst());
            assertThat(await(journal.pending(delivery.lane(), 0, 1000)))
                    .hasSize(taken.size() + 1)
                    .doesNotContain(delivery);
        }
        try (Journal journal = Journal.open(folder)) {
            assertReads(journal, taken, refused.subList(1, refused.size()));
            assertThat(await(journal.envelopeOf(Samples.matrixId("$first")))).isPresent();
        }
    }

    @Test
    void aMarkThatDoesNotFitIsKeptUntilThereIsSpace() {
        List<Pending> deliveries = new ArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            for (int i = 0; i < 50; i++) {
                deliveries.add(
                        added(journal, direct("" + i, "x"), Samples.TO_BOB)
                                .deliveries()
                                .getFirst());
            }
            pages(journal, 1);
            for (Pending delivery : deliveries) {
                String id = "$" + delivery.id() + "x".repeat(900);
                journal.delivered(delivery, List.of(Samples.matrixId(id)));
            }
            String lane = deliveries.getFirst().lane();
            assertThat(await(journal.pending(lane, 0, 1000))).isEmpty();
            pages(journal, 1_000_000);
            added(journal, direct("after", "x"));
        }
        try (Journal journal = Journal.open(folder)) {
            assertThat(await(journal.lanes())).isEmpty();
        }
    }

    private static void fill(Journal journal, List<Envelope> taken, List<Envelope> refused) {
        List<Future<Appended>> answers = new ArrayList<>();
        List<Envelope> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Envelope envelope = direct("" + i, "y".repeat(700));
            all.add(envelope);
            answers.add(journal.append(envelope, List.of(Samples.TO_BOB)));
            if (i % 40 == 0) {
                await(answers.getLast().otherwiseEmpty());
            }
        }
        for (int i = 0; i < all.size(); i++) {
            await(answers.get(i).otherwiseEmpty());
            if (answers.get(i).succeeded()) {
                taken.add(all.get(i));
            } else {
                refused.add(all.get(i));
                assertThat(answers.get(i).cause())
                        .isInstanceOfSatisfying(
                                JournalException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.DISK_FULL))
                        .hasMessageContaining("journal.db");
            }
        }
    }

    private static void assertReads(
            Journal journal, List<Envelope> there, List<Envelope> notThere) {
        for (Envelope envelope : there) {
            assertThat(await(journal.envelope(envelope.id()))).contains(envelope);
            assertThat(await(journal.envelopeOf(envelope.nativeIds().getFirst())))
                    .contains(envelope.id());
        }
        for (Envelope envelope : notThere) {
            assertThat(await(journal.envelope(envelope.id()))).isEmpty();
            assertThat(await(journal.envelopeOf(envelope.nativeIds().getFirst()))).isEmpty();
        }
        assertThat(await(journal.lanes())).hasSize(1);
    }

    /// SQLite never goes below the pages there are.
    private static void pages(Journal journal, int count) {
        await(
                journal.change(
                        tables -> {
                            tables.limitPages(count);
                            return true;
                        }));
    }
}

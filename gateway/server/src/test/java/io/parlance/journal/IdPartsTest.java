package io.parlance.journal;

import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class IdPartsTest {
    private static final int IDS = 1_000;
    private static final int ENVELOPES = 2 * IdFilter.CAPACITY / IDS + 10;

    @TempDir Path folder;

    @Test
    void aFilterKnowsWhatWasAddedAndIsSeldomWrong() {
        IdFilter filter = new IdFilter();
        long[] hashes = new Random(7).longs(2L * IdFilter.CAPACITY).toArray();
        for (int i = 0; i < IdFilter.CAPACITY; i++) {
            filter.add(hashes[i]);
        }
        IdFilter copy = IdFilter.of(filter.bytes());
        int wrong = 0;
        for (int i = 0; i < hashes.length; i++) {
            assertThat(copy.mayContain(hashes[i])).isEqualTo(filter.mayContain(hashes[i]));
            if (i < IdFilter.CAPACITY) {
                assertThat(filter.mayContain(hashes[i])).isTrue();
            } else if (filter.mayContain(hashes[i])) {
                wrong++;
            }
        }
        assertThat(wrong).isLessThan(IdFilter.CAPACITY / 200);
    }

    @Test
    void idsOfClosedPartsAreFoundAndGoWithTheirEnvelopes() throws SQLException {
        List<Envelope> all = new ArrayList<>();
        try (Journal journal = Journal.open(folder)) {
            for (int i = 0; i < ENVELOPES; i++) {
                all.add(envelope(i));
                added(journal, all.getLast());
            }
            assertFound(journal, all);
        }
        assertThat(count("native_part")).isEqualTo(2);
        try (Journal journal = Journal.open(folder)) {
            assertFound(journal, all);
            Envelope again = envelope(0);
            assertThat(await(journal.append(again, List.of())))
                    .isEqualTo(new Appended.Duplicate(all.getFirst().id()));
        }
        assertOldPartsGo(all.getLast());
    }

    private void assertOldPartsGo(Envelope newest) {
        try (Journal journal = Journal.open(folder, Samples.keep(1))) {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count("native_part") < 2);
            added(journal, envelope(0));
        }
        // The numbers of parts begin anew at no time: what is in the newest is still found.
        try (Journal journal = Journal.open(folder)) {
            assertFound(journal, List.of(newest));
            assertThat(await(journal.append(envelope(0), List.of())))
                    .isInstanceOf(Appended.Duplicate.class);
        }
    }

    private static void assertFound(Journal journal, List<Envelope> all) {
        for (Envelope envelope : all) {
            for (NativeId id :
                    List.of(envelope.nativeIds().getFirst(), envelope.nativeIds().getLast())) {
                assertThat(await(journal.envelopeOf(id))).contains(envelope.id());
            }
        }
    }

    private static Envelope envelope(int number) {
        return new Envelope(
                EnvelopeId.next(),
                Samples.XMPP,
                Participant.of(Samples.ALICE),
                new Conversation.Direct(Samples.BOB),
                IntStream.range(0, IDS)
                        .mapToObj(i -> new NativeId(Samples.XMPP, number + "/" + i))
                        .toList(),
                Instant.EPOCH,
                List.of(),
                Event.Message.of("x"));
    }

    private long count(String table) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            return row.getLong(1);
        }
    }
}

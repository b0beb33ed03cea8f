package io.parlance.journal;

import static io.parlance.journal.Samples.FAILURE;
import static io.parlance.journal.Samples.TO_BOB;
import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;
import static io.parlance.journal.Samples.direct;
import static io.parlance.journal.Samples.matrixId;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/// What the indices learn later is neither lost nor forgotten.
class LateIndexTest {
    private static final NativeId IN = new NativeId(Samples.XMPP, "in");

    @TempDir Path folder;
    @TempDir Path killed;

    @Test
    void afterAKillNativeIdsAreReadFromTheirRows() throws IOException {
        Envelope envelope = direct("in", "x");
        try (Journal journal = Journal.open(folder)) {
            deliver(journal, envelope, "out");
            copyAsAKillWouldLeaveIt();
        }
        try (Journal journal = Journal.open(killed)) {
            assertFound(journal, envelope.id(), IN, matrixId("out"));
            assertThat(await(journal.append(direct("in", "x"), List.of())))
                    .isEqualTo(new Appended.Duplicate(envelope.id()));
        }
    }

    @Test
    void aLateDeliveryIsFoundInTheIndexAndItsIdIsOnDiskAtOnce() throws IOException {
        Envelope envelope = direct("in", "x");
        try (Journal journal = Journal.open(folder)) {
            Pending late = added(journal, envelope, TO_BOB).deliveries().getFirst();
            for (int i = 0; i <= RecentIds.LIMIT; i++) {
                await(journal.append(direct("later-" + i, "y"), List.of()));
            }
            assertPending(journal, late);
            await(journal.delivered(late, List.of(matrixId("out"))));
            assertThat(await(journal.trace("out"))).isNotEmpty();
            copyAsAKillWouldLeaveIt();
        }
        try (Journal journal = Journal.open(killed)) {
            assertFound(journal, envelope.id(), IN, matrixId("out"));
        }
    }

    @Test
    void afterAKillAFreshDeliveryIsPending() throws IOException {
        Pending fresh;
        try (Journal journal = Journal.open(folder)) {
            fresh = added(journal, direct("in", "x"), TO_BOB).deliveries().getFirst();
            assertPending(journal, fresh);
            copyAsAKillWouldLeaveIt();
        }
        for (Path each : List.of(folder, killed)) {
            try (Journal journal = Journal.open(each)) {
                assertPending(journal, fresh);
                await(journal.dead(fresh, FAILURE));
                assertThat(await(journal.lanes())).isEmpty();
                assertThat(await(journal.replay(fresh.id()))).isTrue();
                assertPending(journal, fresh);
            }
        }
    }

    @Test
    void whatAnOlderSchemaHeldIsTakenOver() throws SQLException {
        Envelope envelope = direct("in", "x");
        Pending pending;
        try (Journal journal = Journal.open(folder)) {
            deliver(journal, envelope, "out");
            pending = added(journal, direct("in-2", "y"), TO_BOB).deliveries().getFirst();
        }
        asSchema2WouldLeaveIt();
        try (Journal journal = Journal.open(folder)) {
            assertFound(journal, envelope.id(), IN, matrixId("out"));
            assertPending(journal, pending);
        }
    }

    private static void assertPending(Journal journal, Pending delivery) {
        assertThat(await(journal.lanes())).containsExactly(delivery.lane());
        assertThat(await(journal.pending(delivery.lane(), 0, 10)))
                .extracting(Pending::id)
                .containsExactly(delivery.id());
        assertThat(await(journal.outbox(10))).hasSize(1);
        assertThat(await(journal.waiting())).containsEntry(Samples.MATRIX, 1L);
    }

    private static void deliver(Journal journal, Envelope envelope, String id) {
        Pending delivery = added(journal, envelope, TO_BOB).deliveries().getFirst();
        await(journal.delivered(delivery, List.of(matrixId(id))));
        assertThat(await(journal.trace(id))).isNotEmpty();
    }

    private static void assertFound(Journal journal, EnvelopeId envelope, NativeId... ids) {
        for (NativeId id : ids) {
            assertThat(await(journal.envelopeOf(id))).contains(envelope);
        }
    }

    /// What is committed is in these two files, checkpoint or not.
    private void copyAsAKillWouldLeaveIt() throws IOException {
        for (String name : List.of("journal.db", "journal.db-wal")) {
            Files.copy(folder.resolve(name), killed.resolve(name));
        }
    }

    private void asSchema2WouldLeaveIt() throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "drop view pending; drop table indexed; drop index delivery_pending;"
                            + "update delivery set state = 0 where state = 3;"
                            + "create index delivery_pending on delivery (lane) where state = 0;"
                            + "create table native_id_recent (id integer primary key,"
                            + " hash integer not null, envelope integer not null) strict;"
                            + "insert into native_id_recent (hash, envelope)"
                            + " select hash, envelope from native_id;"
                            + "delete from native_id;"
                            + "delete from migration where number = 3");
        }
    }
}

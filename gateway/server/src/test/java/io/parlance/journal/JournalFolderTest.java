package io.parlance.journal;

import static io.parlance.journal.Samples.added;
import static io.parlance.journal.Samples.await;
import static io.parlance.journal.Samples.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parlance.journal.JournalException.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;

/// What a journal finds in its folder.
class JournalFolderTest {
    @TempDir Path folder;

    @Test
    void aSecondJournalInThisProcessIsRefusedAndTheFirstKeepsTheFolder() {
        try (Journal first = Journal.open(folder)) {
            for (int i = 0; i < 2; i++) {
                assertRefused(Reason.LOCKED)
                        .withMessageContaining("pid " + ProcessHandle.current().pid())
                        .withMessageContaining(folder.toString());
            }
            added(first, direct("1", "x"));
        }
        Journal.open(folder).close();
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoHoldsTheFolder() throws Exception {
        try (Child child = Child.appending(folder)) {
            child.awaitLines(1);
            assertRefused(Reason.LOCKED)
                    .withMessageContaining("pid " + child.pid())
                    .withMessageContaining(folder.toString());
        }
    }

    @Test
    void afterAKillTheFolderIsFree() throws Exception {
        try (Child child = Child.appending(folder)) {
            child.awaitLines(1);
        }
        Journal.open(folder).close();
    }

    @Test
    void aFileThatIsNoDatabaseIsNotTouched() throws IOException {
        byte[] bytes = "this is no journal at all".repeat(1000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("journal.db"), bytes);
        assertRefused(Reason.DAMAGED).withMessageContaining(file.toString());
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void damageIsFoundAfterAnUncleanEnd() throws IOException {
        fill();
        scribble();
        Files.writeString(folder.resolve("journal.lock"), "pid 1");
        for (int i = 0; i < 2; i++) {
            assertRefused(Reason.DAMAGED).withMessageContaining("backup");
        }
    }

    @Test
    void damageIsNamedWhereverItIsMet() throws IOException {
        fill();
        scribble();
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(this::readAll)
                .withMessageContaining("journal.db")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
    }

    private void readAll() {
        try (Journal journal = Journal.open(folder)) {
            await(journal.outbox(10_000));
        }
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        Journal.open(folder).close();
        execute("insert into migration values (99, '099_later.sql', 'x', 0)");
        assertRefused(Reason.NEWER_SCHEMA).withMessageContaining("schema 99");
    }

    @Test
    void anAppliedMigrationThatWasChangedIsRefused() throws SQLException {
        Journal.open(folder).close();
        execute("update migration set checksum = 'x'");
        assertRefused(Reason.DAMAGED).withMessageContaining("migration 1");
    }

    @Test
    void aMissingFolderIsNamed() {
        Path missing = folder.resolve("missing");
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(missing))
                .withMessageContaining(missing.toString())
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.IO));
    }

    private org.assertj.core.api.ThrowableAssertAlternative<JournalException> assertRefused(
            Reason reason) {
        return assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> Journal.open(folder))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void execute(String sql) throws SQLException {
        try (var connection =
                DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
            Database.execute(connection, sql);
        }
    }

    private void fill() {
        try (Journal journal = Journal.open(folder)) {
            for (int i = 0; i < 500; i++) {
                added(journal, direct("" + i, "x".repeat(500)), Samples.TO_BOB);
            }
        }
    }

    /// Overwrites the middle of the file, past the schema and what opening looks at.
    private void scribble() throws IOException {
        Path file = folder.resolve("journal.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] noise = new byte[(int) channel.size() / 2];
            new Random(1).nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise), channel.size() / 4 / 4096 * 4096);
        }
    }
}

package io.parlance.journal;

import static io.parlance.journal.Samples.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.EnvelopeId;
import io.parlance.model.NativeId;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

class JournalKillTest {
    @TempDir Path folder;

    @RepeatedTest(3)
    void whatWasAnsweredIsThereAfterSigkill() throws Exception {
        List<String> lines;
        try (Child child = Child.appending(folder)) {
            child.awaitLines(ThreadLocalRandom.current().nextInt(1, 3_000));
            lines = child.kill();
        }
        try (Journal journal = Journal.open(folder)) {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                var id = new NativeId(Samples.XMPP, "n" + words[1]);
                assertThat(await(journal.envelopeOf(id))).contains(EnvelopeId.parse(words[2]));
            }
            assertThat(await(journal.outbox(1_000_000)))
                    .hasSizeGreaterThanOrEqualTo(lines.size() / 2 - 1);
        }
        assertThat(integrity()).isEqualTo("ok");
    }

    private String integrity() throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("pragma integrity_check")) {
            return row.next() ? row.getString(1) : "no answer";
        }
    }
}

package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.Lab;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Servers that are given up while they start, as Ctrl-C does with a demo: nothing stays behind.
class AbandonedLabPlay {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void nothingOfALabThatIsGivenUpStaysBehind() throws Exception {
        Path folder = Folders.forLab("parlance-abandoned");
        Path lab = folder.resolve("lab");
        Lab.Start start = new Lab.Start(lab, List.of("xmpp", "mqtt"));
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return start.await().env().toString();
                            } catch (Exception e) {
                                return String.valueOf(e.getMessage());
                            }
                        });
        await().atMost(PATIENCE).until(() -> Files.isDirectory(lab.resolve("run")));
        start.abandon();
        assertThat(answer).succeedsWithin(PATIENCE).asString().contains("given up");
        assertThat(ofLab(lab)).isEmpty();
        Folders.remove(folder);
        assertThat(folder).doesNotExist();
    }

    @Test
    void aLabThatWasGivenUpBeforeItBeganDoesNotBegin() throws Exception {
        Path folder = Folders.forLab("parlance-abandoned");
        Lab.Start start = new Lab.Start(folder.resolve("lab"), List.of("mqtt"));
        start.abandon();
        assertThatThrownBy(start::await).hasMessageContaining("given up");
        assertThat(folder).isEmptyDirectory();
        Folders.remove(folder);
    }

    private static List<String> ofLab(Path lab) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(lab.toString()))
                .toList();
    }
}

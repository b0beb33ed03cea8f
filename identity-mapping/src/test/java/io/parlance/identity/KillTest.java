package io.parlance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.model.Address;
import io.parlance.model.NetworkId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What was told to be durable is there after SIGKILL.
class KillTest {
    private static final NetworkId XMPP = new NetworkId("xmpp");

    /// Remembers ghosts one after the other and prints each one once it is durable.
    static final class Writer {
        private Writer() {}

        /// Runs until it is killed; the argument is the folder.
        public static void main(String[] args) throws Exception {
            try (IdentityMapping mapping = IdentityMapping.open(Path.of(args[0]))) {
                for (int i = 0; i < 100_000; i++) {
                    mapping.ghosts()
                            .remember(XMPP, "ghost" + i, Address.person(XMPP, "person" + i))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
                    System.out.println("ghost" + i);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void everyGhostThatWasRememberedSurvivesAKill(@TempDir Path folder) throws Exception {
        Process writer = start(folder);
        List<String> told = new ArrayList<>();
        try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = out.readLine()) != null) {
                if (line.startsWith("ghost")) {
                    told.add(line);
                }
                if (told.size() == 300) {
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(told).hasSizeGreaterThanOrEqualTo(300);
        try (IdentityMapping mapping = IdentityMapping.open(folder)) {
            for (String ghost : told) {
                assertThat(mapping.ghosts().origin(XMPP, ghost)).as(ghost).isPresent();
            }
        }
    }

    private static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

package io.parlance.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.config.ConfigFile;
import io.parlance.config.GatewayConfig;
import io.parlance.hub.EventHub;
import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Journal;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

final class HealthTest {
    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void aJournalThatCannotBeWrittenMakesTheGatewayUnready() throws Exception {
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(file, "gateway: {id: gw}\nnetworks: {a: {b: c}, d: {e: f}}\n");
        GatewayConfig config = ConfigFile.read(file).config();
        try (IdentityMapping mapping = IdentityMapping.open(folder.resolve("identity"))) {
            Journal journal = Journal.open(folder);
            EventHub hub = new EventHub(vertx, "gw", journal, mapping, config.hub());
            Health health = new Health(config, hub, journal, "token");
            assertThat(reasons(health)).containsExactly("The gateway starts.");
            health.phase("");
            assertThat(reasons(health)).isEmpty();
            journal.close();
            Health asked = new Health(config, hub, journal, "token");
            asked.phase("");
            assertThat(reasons(asked))
                    .singleElement()
                    .asString()
                    .startsWith("The journal cannot be written: ");
        }
    }

    private static List<String> reasons(Health health) throws Exception {
        return health.reasons().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

package io.parlance.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.gateway.Adapters;
import io.parlance.gateway.DryRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The documented configurations are true: the real adapters accept them.
final class ExamplesTest {
    private static final Map<String, String> SECRETS =
            Map.of(
                    "XMPP_COMPONENT_SECRET", "a",
                    "MATRIX_AS_TOKEN", "b",
                    "MATRIX_HS_TOKEN", "c",
                    "MQTT_PASSWORD", "d",
                    "MAIL_PASSWORD", "e");

    @TempDir Path folder;

    private static Path docs() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("docs/config"))) {
            here = here.resolveSibling("..").normalize();
        }
        return here.resolve("docs/config");
    }

    private static void accepted(Path file) throws Exception {
        ConfigFile read = ConfigFile.read(file, SECRETS);
        try (DryRun run = DryRun.of(read, Adapters.installed())) {
            assertThat(run.registrations()).containsOnlyKeys("matrix");
            assertThat(run.links()).allSatisfy(link -> assertThat(link).hasSize(4));
        }
        assertThat(read.advice()).isEmpty();
    }

    @Test
    void theExampleIsAConfiguration() throws Exception {
        accepted(docs().resolve("parlance.example.yaml"));
    }

    @Test
    void theAnnotatedNetworksMakeAConfiguration() throws Exception {
        StringBuilder all = new StringBuilder("gateway: {id: all}\nnetworks:\n");
        for (String name : List.of("xmpp", "matrix", "mqtt", "mail")) {
            all.append(withoutHead(docs().resolve(name + ".yaml")));
        }
        Path file = folder.resolve("all.yaml");
        Files.writeString(file, all);
        accepted(file);
    }

    private static String withoutHead(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains("\nnetworks:\n");
        return text.replace("\nnetworks:\n", "\n");
    }

    @Test
    void endpointsAreFoundByTheirForm() throws Exception {
        ConfigFile file = ConfigFile.read(docs().resolve("parlance.example.yaml"), SECRETS);
        List<String> found =
                file.config().networks().values().stream()
                        .flatMap(network -> Endpoint.in(network.values()).stream())
                        .map(it -> (it.listens() ? "listen " : "") + it)
                        .sorted()
                        .toList();
        assertThat(found)
                .containsExactly(
                        "127.0.0.1:1883",
                        "127.0.0.1:5347",
                        "127.0.0.1:8008",
                        "imap.example.org:993",
                        "listen 127.0.0.1:29330",
                        "smtp.example.org:465");
    }
}

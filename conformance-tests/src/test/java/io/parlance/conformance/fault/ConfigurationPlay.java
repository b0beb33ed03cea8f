package io.parlance.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.parlance.conformance.lab.GatewayProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A configuration that cannot be used: the process ends at once with sysexits' EX_CONFIG and says
/// where, and what to write instead.
@SuppressWarnings("InlineFormatString") // The configuration reads better on its own.
class ConfigurationPlay {
    private static final int EX_CONFIG = 78;

    private static final String YAML =
            """
            gateway:
              id: misread
              data: %s
            http:
              host: 127.0.0.1
              port: 0
            networks:
              mqtt:
                protocol: mqtt
                broker: tcp://127.0.0.1:1
                username: parlance
                password: s3cret-word
                realm: lab
              xmpp:
                protocol: xmpp
                host: 127.0.0.1
                port: 1
                domain: xmpp.test
                secret: s3cret-word
                components:
                  mqtt: mqtt.xmpp.test
            """;

    @TempDir private Path folder;

    @Test
    void anUnknownKeyIsNamedWithTheNearestOne() throws Exception {
        GatewayProcess.Ended ended =
                run(yaml().replace("realm: lab", "realm: lab\n    clientid: a"));
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output())
                .contains("parlance.yaml:14", "clientid", "did you mean `client_id`?")
                .doesNotContain("s3cret-word");
    }

    @Test
    void aKeyWithAnImpossibleValueIsNamed() throws Exception {
        GatewayProcess.Ended ended = run(yaml().replace("port: 0", "port: many"));
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output()).contains("parlance.yaml:6", "http.port", "many");
    }

    @Test
    void whatIsNoYamlIsShownWhereItBreaks() throws Exception {
        GatewayProcess.Ended ended = run("gateway: {id: misread\nnetworks: [\n");
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output()).contains("parlance.yaml:");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithAnExampleToCopy() throws Exception {
        GatewayProcess.Ended ended = GatewayProcess.runToEnd(folder.resolve("parlance.yaml"));
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output()).contains("parlance.yaml does not exist", "Copy");
    }

    /// A folder in place of the file: permissions would not keep root out.
    @Test
    void aFileThatCannotBeReadIsToldApartFromOneThatIsNotThere() throws Exception {
        Path file = Files.createDirectory(folder.resolve("parlance.yaml"));
        GatewayProcess.Ended ended = GatewayProcess.runToEnd(file);
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output())
                .contains(
                        "parlance.yaml cannot be read", "is it a file, and may this user read it?")
                .doesNotContain("does not exist", "\tat ");
    }

    @Test
    void aMissingKeyThatWasMistypedIsToldBoth() throws Exception {
        GatewayProcess.Ended ended =
                run(
                        yaml().replace("    host: 127.0.0.1\n    port: 1", "    port: 1")
                                .replace("domain: xmpp.test", "domian: xmpp.test"));
        assertThat(ended.exitCode()).isEqualTo(EX_CONFIG);
        assertThat(ended.output()).contains("networks.xmpp.domain", "missing", "`domian`");
    }

    private String yaml() {
        return YAML.formatted(folder.resolve("data"));
    }

    private GatewayProcess.Ended run(String yaml) throws IOException, InterruptedException {
        return GatewayProcess.runToEnd(Files.writeString(folder.resolve("parlance.yaml"), yaml));
    }
}

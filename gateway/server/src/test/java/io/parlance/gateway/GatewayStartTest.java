package io.parlance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.config.ConfigFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What stands in the way of a start is told so that it can be removed.
final class GatewayStartTest {
    @TempDir Path folder;

    private ConfigFile file(String more) throws Exception {
        Path file = folder.resolve("parlance.yaml");
        Files.writeString(
                file,
                """
                gateway: {id: gw, data: here}
                http: {port: 0}
                networks:
                  left: {protocol: talking, secret: s1}
                  right: {protocol: talking, secret: s2}
                """
                        + more);
        return ConfigFile.read(file);
    }

    private StartFailure failure(String more) throws Exception {
        ConfigFile file = file(more);
        try {
            Gateway.start(file, List.of(new TalkingProvider())).stop();
        } catch (StartFailure e) {
            return e;
        }
        throw new AssertionError("It started.");
    }

    @Test
    void aDataFolderIsUsedByOneGatewayAndFreeAfterItStopped() throws Exception {
        ConfigFile file = file("");
        Gateway first = Gateway.start(file, List.of(new TalkingProvider()));
        try {
            assertThat(failure("").kind()).isEqualTo(StartFailure.Kind.DATA);
            assertThat(failure("")).hasMessageContaining("another gateway");
        } finally {
            assertThat(first.stop()).isTrue();
        }
        Gateway second = Gateway.start(file(""), List.of(new TalkingProvider()));
        assertThat(second.stop()).isTrue();
    }

    @Test
    void aDataFolderThatIsAFileIsTold() throws Exception {
        Files.writeString(folder.resolve("here"), "x");
        assertThat(failure("").kind()).isEqualTo(StartFailure.Kind.DATA);
        assertThat(failure("")).hasMessageContaining("gateway.data");
    }

    @Test
    void aPortInUseIsTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = folder.resolve("parlance.yaml");
            file("");
            Files.writeString(
                    file,
                    Files.readString(file).replace("port: 0", "port: " + taken.getLocalPort()));
            ConfigFile read = ConfigFile.read(file);
            assertThatThrownBy(() -> Gateway.start(read, List.of(new TalkingProvider())))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("Choose another `http.port`");
        }
    }

    @Test
    void anAdapterThatCannotStartIsNamed() throws Exception {
        StartFailure failure = failure("  third: {protocol: talking, secret: s, starts: no}\n");
        assertThat(failure.kind()).isEqualTo(StartFailure.Kind.SERVICE);
        assertThat(failure).hasMessageContaining("third").hasMessageContaining("port 1 is in use");
    }

    @Test
    void whatAdaptersFindWrongIsToldWithItsPlace() throws Exception {
        assertThat(failure("  third:\n    protocol: talking\n    secrt: s\n"))
                .hasMessageContaining("parlance.yaml:6: networks.third.secret: is missing");
        assertThat(failure("  third:\n    protocol: walking\n    a: b\n"))
                .hasMessageContaining("parlance.yaml:7: networks.third.protocol")
                .hasMessageContaining("[talking]");
        assertThat(failure("links:\n  - rooms: ['left:#a', 'rigth:#b']\n"))
                .hasMessageContaining("parlance.yaml:7: links[0]")
                .hasMessageContaining("[left, right]");
    }
}

package io.parlance.conformance.bench;

import io.parlance.conformance.bench.floor.BareBridge;
import io.parlance.conformance.lab.LabEnv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The bare bridge as a process of its own, under the same limits as the gateway. It ends with us,
/// since its standard input does.
final class FloorProcess implements AutoCloseable {
    /// The component that it is: one that the gateway does not use while there is no mail.
    static final String COMPONENT = "mail";

    private final Process process;

    private FloorProcess(Process process) {
        this.process = process;
    }

    static FloorProcess start(LabEnv lab, Path folder) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        java.toString(),
                                        "-XX:+UseSerialGC",
                                        "-XX:+UseCompactObjectHeaders",
                                        "-Xmx256m",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        BareBridge.class.getName(),
                                        lab.get("XMPP_COMPONENT_PORT"),
                                        COMPONENT + "." + lab.get("XMPP_DOMAIN"),
                                        lab.get("XMPP_COMPONENT_SECRET"),
                                        lab.get("MQTT_PORT"),
                                        lab.get("MQTT_GATEWAY_USER"),
                                        lab.get("MQTT_GATEWAY_PASSWORD"),
                                        Servers.BENCH1,
                                        folder.resolve("floor.log").toString()))
                        .redirectError(folder.resolve("floor.err").toFile())
                        .start();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals("ready")) {
                return new FloorProcess(process);
            }
        }
        process.destroyForcibly();
        throw new IOException("The bare bridge did not start; see " + folder.resolve("floor.err"));
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.parlance.conformance.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A gateway as a process of its own, which can be killed. Its output goes to `gateway.log` beside
/// its configuration.
public final class GatewayProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path config;
    private final List<String> flags;
    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    private GatewayProcess(Path config, List<String> flags, String base, Process process) {
        this.config = config;
        this.flags = List.copyOf(flags);
        this.base = base;
        this.process = process;
    }

    /// How a gateway ended by itself.
    ///
    /// @param exitCode what it ended with
    /// @param output what it wrote to both of its outputs
    public record Ended(int exitCode, String output) {}

    /// Runs a gateway that should not start.
    ///
    /// @throws IOException if it runs nevertheless
    public static Ended runToEnd(Path config) throws IOException, InterruptedException {
        Path log = config.resolveSibling("gateway.log");
        Process process = launch(config, List.of());
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException("The gateway runs: " + Files.readString(log));
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    /// Starts a gateway; it may take a second or two until it serves: see [#awaitUp()].
    public static GatewayProcess start(Path config) throws IOException {
        return start(config, List.of());
    }

    /// Starts a gateway with further flags for its JVM, such as those that record a profile.
    public static GatewayProcess start(Path config, List<String> flags) throws IOException {
        String yaml = Files.readString(config);
        String port = yaml.replaceFirst("(?s).*?\nhttp:.*?port: (\\d+).*", "$1");
        return new GatewayProcess(config, flags, "http://127.0.0.1:" + port, launch(config, flags));
    }

    /// Waits until every network's link is up.
    public void awaitUp() throws InterruptedException {
        awaitStatus(
                "all links up",
                status -> {
                    JsonNode links = status.path("networks");
                    for (JsonNode link : links) {
                        if (!link.path("state").asText().equals("up")) {
                            return false;
                        }
                    }
                    return !links.isEmpty();
                });
    }

    /// Waits until the admin API's status is as wished.
    public void awaitStatus(String what, Predicate<JsonNode> wished) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "no answer";
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new AssertionError(
                        "The gateway ended with " + process.exitValue() + ": " + log());
            }
            try {
                JsonNode status = call("GET", "/api/v1/status", "");
                if (wished.test(status)) {
                    return;
                }
                last = status.toString();
            } catch (IOException e) {
                last = e.toString();
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("Waited for " + what + "; last: " + last + "\n" + log());
    }

    /// Calls the admin API.
    ///
    /// @throws IOException for any status of 300 and more, with what the gateway said
    public JsonNode call(String method, String path, String body)
            throws IOException, InterruptedException {
        Path token = config.resolveSibling("data").resolve("admin.token");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + Files.readString(token).strip())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /// Asks for a page that needs no token, such as `/metrics`.
    ///
    /// @throws IOException if it does not answer, or not with 200
    public String page(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(20))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    /// The admin API's address.
    public String url() {
        return base;
    }

    /// The process's id.
    public long pid() {
        return process.pid();
    }

    /// Kills the gateway with SIGKILL, as a crash does.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Starts the gateway again after a kill or a stop.
    public void restart() throws IOException {
        process = launch(config, flags);
    }

    /// Stops the gateway with SIGTERM and waits for it.
    ///
    /// @return its exit code
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /// The end of what it logged.
    public String log() {
        try {
            List<String> lines = Files.readAllLines(config.resolveSibling("gateway.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.close();
    }

    private static Process launch(Path config, List<String> flags) throws IOException {
        Path home = Root.folder().resolve("gateway/server/target/parlance");
        String classPath = Files.readString(home.resolve("classpath")).strip();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djavax.xml.stream.XMLInputFactory=com.sun.xml.internal.stream.XMLInputFactoryImpl",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:LightweightFastLockingSpins=4",
                        "-Xmx256m"));
        Path cache = home.resolve("parlance.aot");
        if (Files.isReadable(cache)) {
            command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        if (givesHugePages()) {
            command.add("-XX:+UseTransparentHugePages");
        }
        command.addAll(flags);
        command.addAll(List.of("-cp", absolute(home, classPath), "io.parlance.cli.Parlance"));
        command.addAll(List.of("run", "--config", config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                config.resolveSibling("gateway.log").toFile()))
                .start();
    }

    /// Whether Linux gives huge pages to who asks; the launcher looks at the same.
    private static boolean givesHugePages() throws IOException {
        Path setting = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        return Files.isReadable(setting)
                && Files.readString(setting).matches("(?s).*\\[(madvise|always)].*");
    }

    /// Word for word what the launcher says: the start-up cache is for that class path only.
    private static String absolute(Path home, String classPath) throws IOException {
        List<String> path = new ArrayList<>();
        // The server's own jar is not among its dependencies, and its name holds the version.
        try (DirectoryStream<Path> own =
                Files.newDirectoryStream(home.resolve("lib"), "parlance-server-*.jar")) {
            own.forEach(jar -> path.add(jar.toString()));
        }
        for (String entry : classPath.split(":", -1)) {
            path.add(home.resolve(entry).toString());
        }
        return String.join(":", path);
    }
}

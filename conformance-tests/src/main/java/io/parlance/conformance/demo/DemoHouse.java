package io.parlance.conformance.demo;

import io.parlance.admin.Json;
import io.parlance.admin.NetworkStatus;
import io.parlance.admin.Status;
import io.parlance.config.ConfigFile;
import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.GatewayYaml;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.gateway.Adapters;
import io.parlance.gateway.Gateway;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// The servers and the gateway of a demo, in a folder of their own that goes away with it. The
/// gateway runs in this process, and the lab watches this process: whatever ends it ends all.
public final class DemoHouse implements AutoCloseable {
    private static final List<String> PEERS = List.of("xmpp", "matrix", "mqtt", "mail");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<String> progress;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Path folder;
    private Lab.@Nullable Start start;
    private @Nullable Lab lab;
    private @Nullable Gateway gateway;
    private volatile boolean closed;

    /// A house that tells its progress.
    public DemoHouse(Consumer<String> progress) {
        this.progress = progress;
    }

    /// Starts the servers and the gateway, and waits until every link is up.
    public void open() throws Exception {
        progress.accept("Starting four servers (the first time fetches 90 MB) …");
        Lab servers = starting().await();
        synchronized (this) {
            lab = servers;
        }
        progress.accept("Starting the gateway …");
        long begun = System.nanoTime();
        startGateway(servers);
        awaitUp();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        progress.accept("The gateway runs and all links are up, after " + millis + " ms.");
    }

    private synchronized Lab.Start starting() throws IOException {
        stillWanted();
        Path place = Folders.forLab("parlance-demo");
        folder = place;
        Lab.Start made = new Lab.Start(place.resolve("lab"), PEERS);
        start = made;
        return made;
    }

    /// Not interrupted by [#close()], which waits for it: what is half open cannot be closed.
    private synchronized void startGateway(Lab servers) throws Exception {
        stillWanted();
        Path file = GatewayYaml.write(opened(folder).resolve("gateway"), "demo", servers.env());
        gateway = Gateway.start(ConfigFile.read(file), Adapters.installed());
    }

    private void stillWanted() throws IOException {
        if (closed) {
            throw new IOException("The demo was ended while it started.");
        }
    }

    private void awaitUp() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<NetworkStatus> down = List.of();
        do {
            Status status = Json.read(call("GET", "/api/v1/status", ""), Status.class);
            down = status.networks().stream().filter(it -> !it.state().equals("up")).toList();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        } while (!down.isEmpty() && System.nanoTime() < end);
        for (NetworkStatus network : down) {
            throw new IOException(
                    network.name() + " is " + network.state() + ": " + network.advice());
        }
    }

    /// Makes rooms one room.
    public void link(List<String> rooms) throws IOException, InterruptedException {
        call("POST", "/api/v1/links", Json.write(Map.of("rooms", rooms)));
        progress.accept("Linked: " + String.join("  ", rooms));
    }

    private String call(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + token())
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /// What the servers wrote down.
    public LabEnv env() {
        return opened(lab).env();
    }

    /// Where the gateway's admin API is.
    public URI url() {
        return opened(gateway).url();
    }

    /// The token of the admin API.
    public String token() throws IOException {
        return Files.readString(opened(folder).resolve("gateway/data/admin.token")).strip();
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("Open the house first.");
        }
        return part;
    }

    @Override
    public void close() {
        progress.accept("Stopping the gateway and the servers …");
        closed = true;
        http.shutdownNow();
        Gateway running;
        synchronized (this) {
            running = gateway;
        }
        if (running != null) {
            running.stop();
        }
        try {
            stopServers();
            progress.accept("Nothing runs any more.");
        } catch (IOException e) {
            progress.accept("Not everything could be cleaned up: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stopServers() throws IOException, InterruptedException {
        if (lab != null) {
            lab.close();
        } else if (start != null) {
            start.abandon();
        }
        if (folder != null) {
            Folders.remove(folder);
        }
    }
}

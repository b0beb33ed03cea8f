package io.parlance.conformance.contract;

import io.parlance.conformance.lab.Folders;
import io.parlance.conformance.lab.Lab;
import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.MailProbe;
import io.parlance.conformance.probe.MatrixProbe;
import io.parlance.conformance.probe.MqttProbe;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.XmppProbe;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A lab whose servers may be stopped and without a gateway of its own, and one person on each
/// network, logged in when first asked for. Used by one test at a time.
public final class Workshop implements AutoCloseable {
    private final Path folder;
    private final Lab lab;
    private final Map<String, Probe> people = new HashMap<>();
    private final Set<String> stopped = new TreeSet<>();

    /// Up to where the person on Matrix has seen everything, while that server is stopped.
    private @Nullable String matrixSince;

    private Workshop(Path folder, Lab lab) {
        this.folder = folder;
        this.lab = lab;
    }

    /// Starts the servers.
    static Workshop open() throws IOException, InterruptedException {
        Path folder = Folders.forLab("parlance-workshop");
        return new Workshop(
                folder, Lab.up(folder.resolve("lab"), List.of("xmpp", "matrix", "mqtt", "mail")));
    }

    /// What the lab wrote down.
    public LabEnv env() {
        return lab.env();
    }

    /// A folder that nobody has used yet.
    public Path newFolder() throws IOException {
        return Files.createTempDirectory(folder, "gateway");
    }

    /// The person on `network`, who is the lab's `alice` there.
    public Probe person(String network) throws Exception {
        Probe known = people.get(network);
        if (known != null) {
            return known;
        }
        Probe probe =
                switch (network) {
                    case "xmpp" -> new XmppProbe(env(), "alice", "Alice");
                    case "matrix" -> new MatrixProbe(env(), "alice", matrixSince);
                    case "mqtt" -> new MqttProbe(env(), "alice");
                    case "mail" -> new MailProbe(env(), "alice", "Alice");
                    default -> throw new IllegalArgumentException("No network " + network);
                };
        people.put(network, probe);
        return probe;
    }

    /// Everybody logs out, and remembers nothing.
    public void logOut() throws IOException {
        matrixSince = null;
        for (Probe probe : List.copyOf(people.values())) {
            logOut(probe.network());
        }
    }

    private void logOut(String network) throws IOException {
        Probe probe = people.remove(network);
        if (probe != null) {
            probe.close();
        }
    }

    /// Stops the server of `network`; its person logs out before. Who comes back sees what came
    /// meanwhile, as every network but Matrix does by itself.
    public void stop(String network) throws IOException, InterruptedException {
        if (people.get(network) instanceof MatrixProbe matrix) {
            matrixSince = matrix.since();
        }
        logOut(network);
        stopped.add(network);
        lab.command("stop", network);
    }

    /// Starts the server of `network` again.
    public void start(String network) throws IOException, InterruptedException {
        lab.command("start", network);
        stopped.remove(network);
    }

    /// Starts whatever is stopped, so that the next test finds everything there.
    public void startAll() throws IOException, InterruptedException {
        for (String network : List.copyOf(stopped)) {
            start(network);
        }
    }

    @Override
    public void close() throws IOException {
        for (Probe probe : people.values()) {
            try {
                probe.close();
            } catch (IOException e) {
                System.err.println("A probe of " + probe.network() + " did not close: " + e);
            }
        }
        people.clear();
        lab.close();
        Folders.remove(folder);
    }
}

package io.parlance.cli;

import io.parlance.admin.Fingerprint;
import io.parlance.admin.Json;
import io.parlance.admin.LinkView;
import io.parlance.admin.NetworkStatus;
import io.parlance.admin.Status;
import io.parlance.config.ConfigFile;
import io.parlance.config.Endpoint;
import io.parlance.config.GatewayConfig;
import io.parlance.gateway.Adapters;
import io.parlance.gateway.DataFolder;
import io.parlance.gateway.DryRun;
import io.parlance.gateway.StartFailure;
import io.parlance.model.NetworkId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `parlance check`.
@Command(
        name = "check",
        description = {
            "Says what a configuration would do, without doing it: whether it can be read, which"
                + " links would connect and whether their servers answer, and what would change in"
                + " the gateway that runs.",
            "",
            "Nothing is written, and nobody is logged in to."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance check parlance.yaml",
            "  parlance check new.yaml && mv new.yaml parlance.yaml && systemctl restart parlance",
            "",
            "Ends with 78 if the configuration is wrong. Servers that do not answer are warnings;"
                    + " with",
            "--strict they end it with 69."
        })
final class CheckCommand implements Callable<Integer> {
    private final Paint paint;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("parlance.yaml");

    @Option(names = "--strict", description = "A server that does not answer is a failure.")
    private boolean strict;

    CheckCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ConfigFile read = RunCommand.read(file);
        List<List<String>> links;
        try (DryRun run = DryRun.of(read, Adapters.installed())) {
            links = run.links();
        } catch (StartFailure e) {
            throw RunCommand.failure(e);
        }
        out.println(paint.green("The configuration is right."));
        read.advice().forEach(line -> out.println(paint.yellow("  note: ") + line));
        out.println("Data folder: " + data(read.config().data()));
        int unreachable = networks(out, read.config());
        links.forEach(link -> out.println("Would be one room: " + String.join("  ", link)));
        compare(out, read.config(), links);
        return strict && unreachable > 0 ? ExitCode.UNAVAILABLE : ExitCode.OK;
    }

    private String data(Path data) {
        if (Files.isDirectory(data)) {
            return Files.isWritable(data)
                    ? data + space(data)
                    : data + paint.red(" is not writable for this user");
        }
        return Files.exists(data)
                ? data + paint.red(" is a file; name a folder in `gateway.data`")
                : data + paint.dim(" (would be made)");
    }

    private String space(Path data) {
        try {
            String full = DataFolder.full(data);
            return full.isEmpty() ? "" : paint.red(": " + full + "; a start would be refused");
        } catch (IOException e) {
            return paint.red(": " + e);
        }
    }

    private int networks(PrintWriter out, GatewayConfig config) throws InterruptedException {
        int unreachable = 0;
        for (Map.Entry<NetworkId, GatewayConfig.Network> each :
                new TreeMap<>(config.networks()).entrySet()) {
            out.println(
                    paint.bold(each.getKey().name())
                            + " would connect by "
                            + each.getValue().protocol());
            Map<Endpoint, String> found = Reachability.of(Endpoint.in(each.getValue().values()));
            found.forEach((endpoint, fault) -> print(out, endpoint, fault));
            unreachable += (int) found.values().stream().filter(it -> !it.isEmpty()).count();
        }
        return unreachable;
    }

    private void print(PrintWriter out, Endpoint endpoint, String fault) {
        String name =
                (endpoint.listens() ? "listens on " : "server ")
                        + endpoint
                        + (endpoint.key().isEmpty() ? "" : " (" + endpoint.key() + ")");
        out.println(
                fault.isEmpty()
                        ? paint.green("  ok    ") + name
                        : paint.yellow("  warn  ") + name + ": " + fault);
    }

    private void compare(PrintWriter out, GatewayConfig config, List<List<String>> links) {
        Node node = new Node();
        node.config = file;
        Path tokenFile = config.data().resolve("admin.token");
        if (!Files.isReadable(tokenFile)) {
            out.println(
                    paint.dim("No gateway has run on this data folder yet: everything is new."));
            return;
        }
        try (AdminClient client = node.connect()) {
            String token = Files.readString(tokenFile).strip();
            Status running = Json.read(client.get("/status"), Status.class);
            Set<Set<String>> linked =
                    Json.readList(client.get("/links"), LinkView.class).stream()
                            .map(link -> Set.copyOf(link.rooms()))
                            .collect(Collectors.toSet());
            out.println("Against the running gateway '" + running.gateway() + "':");
            differences(config, running, token, links, linked)
                    .forEach(line -> out.println("  " + line));
        } catch (CommandFailure | IOException _) {
            out.println(paint.dim("No gateway runs with this configuration now."));
        }
    }

    private List<String> differences(
            GatewayConfig config,
            Status running,
            String token,
            List<List<String>> links,
            Set<Set<String>> linked) {
        List<String> lines = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        running.networks().forEach(it -> gone.add(it.name()));
        new TreeMap<>(config.networks())
                .forEach(
                        (id, network) -> {
                            gone.remove(id.name());
                            String now =
                                    Fingerprint.of(token, network.protocol(), network.values());
                            change(running, id.name(), now).ifPresent(lines::add);
                        });
        gone.stream().sorted().forEach(it -> lines.add(paint.red("- " + it + " would be gone")));
        links.stream()
                .filter(link -> linked.stream().noneMatch(it -> it.containsAll(link)))
                .forEach(link -> lines.add(paint.green("+ link ") + String.join("  ", link)));
        if (lines.isEmpty()) {
            lines.add("nothing would change in its networks and links");
        }
        return lines;
    }

    private Optional<String> change(Status running, String name, String fingerprint) {
        for (NetworkStatus network : running.networks()) {
            if (network.name().equals(name)) {
                return network.fingerprint().equals(fingerprint)
                        ? Optional.empty()
                        : Optional.of(
                                paint.yellow("~ " + name + " has other settings")
                                        + ", after a restart");
            }
        }
        return Optional.of(paint.green("+ " + name + " would be new"));
    }
}

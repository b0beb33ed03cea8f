package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.NetworkStatus;
import io.parlance.admin.Status;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// `parlance status`.
@Command(
        name = "status",
        description = "Says how the running node and its links are, and what to do about it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance status",
            "  parlance status --json | jq -r '.networks[] | select(.state != \"up\") | .name'",
            "",
            "Ends with 1 if the node takes no messages. A link that is down does not count as that:"
                    + " what is for it waits in the journal."
        })
final class StatusCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    StatusCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.get("/status");
            Status status = Json.read(answer, Status.class);
            if (node.json) {
                out.println(answer);
            } else {
                print(out, status);
            }
            return status.ready() ? ExitCode.OK : ExitCode.NO;
        }
    }

    private void print(PrintWriter out, Status status) {
        out.printf(
                "%s: Parlance %s, %s, since %s, data in %s%n",
                paint.bold(status.gateway()),
                status.version(),
                status.ready() ? paint.green("ready") : paint.red("not ready"),
                status.since(),
                status.data());
        status.reasons().forEach(reason -> out.println("  " + paint.red(reason)));
        for (NetworkStatus network : status.networks()) {
            out.printf(
                    "%-12s %s  in %,d, out %,d, waiting %,d, given up %,d%n",
                    network.name(),
                    state(network.state()),
                    network.accepted(),
                    network.delivered(),
                    network.pending(),
                    network.refused());
            if (!network.advice().isEmpty()) {
                out.println("             " + Paint.harmless(network.advice()));
            }
        }
    }

    private String state(String state) {
        String padded = "%-15s".formatted(state);
        return switch (state) {
            case "up" -> paint.green(padded);
            case "connecting", "degraded" -> paint.yellow(padded);
            default -> paint.red(padded);
        };
    }
}

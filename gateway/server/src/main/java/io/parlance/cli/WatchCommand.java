package io.parlance.cli;

import io.parlance.admin.CrossingView;
import io.parlance.admin.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/// `parlance watch`.
@Command(
        name = "watch",
        description = "Shows live what crosses, until ctrl-C: from where to where, and how fast.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance watch                 messages, memberships, files",
            "  parlance watch --all           presence, typing and receipts too",
            "  parlance watch --json | jq -r 'select(.what == \"refused\")'"
        })
final class WatchCommand implements Callable<Integer> {
    private final CrossingLine line;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-a", "--all"},
            description = "Presence, typing and receipts too.")
    private boolean all;

    WatchCommand(Paint paint) {
        this.line = new CrossingLine(paint);
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.stream("/events"), StandardCharsets.UTF_8))) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                if (!text.isBlank()) {
                    print(out, text);
                }
            }
        } catch (IOException _) {
            // The gateway went away while we listened: told below.
        }
        throw new CommandFailure(ExitCode.UNAVAILABLE, "The gateway ended the stream.");
    }

    private void print(PrintWriter out, String text) {
        CrossingView crossing = Json.read(text, CrossingView.class);
        if (all || !isEphemeral(crossing.kind())) {
            out.println(node.json ? text : line.of(crossing));
            out.flush();
        }
    }

    /// Whether only the newest of this kind counts.
    static boolean isEphemeral(String kind) {
        return switch (kind) {
            case "presence", "typing", "receipt" -> true;
            default -> false;
        };
    }
}

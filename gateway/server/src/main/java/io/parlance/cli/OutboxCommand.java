package io.parlance.cli;

import io.parlance.admin.DeliveryView;
import io.parlance.admin.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `parlance outbox`.
@Command(
        name = "outbox",
        description = {
            "Lists what waits to be delivered; with --dead, what was given up.",
            "",
            "outbox replay NUMBER tries again what was given up."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance outbox",
            "  parlance outbox --dead",
            "  parlance outbox replay 4711",
            "  parlance outbox --dead --json | jq -r '.[].id' | xargs -n1 parlance outbox replay"
        })
final class OutboxCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-d", "--dead"},
            description = "What was given up, newest first.")
    private boolean dead;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many. Default: 100.")
    private int limit;

    OutboxCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.get((dead ? "/dead-letters" : "/outbox") + "?limit=" + limit);
            if (node.json) {
                out.println(answer);
            } else {
                print(out, Json.readList(answer, DeliveryView.class));
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, List<DeliveryView> deliveries) {
        if (deliveries.isEmpty()) {
            out.println(dead ? "Nothing was given up." : "Nothing waits.");
            return;
        }
        Table table =
                new Table(
                        "NUMBER",
                        "KIND",
                        "FROM",
                        "TO",
                        "TRIES",
                        dead ? "SINCE" : "DUE",
                        "WHY",
                        "MESSAGE");
        for (DeliveryView it : deliveries) {
            table.row(
                    it.id(),
                    it.kind(),
                    it.from(),
                    it.network() + " → " + it.to(),
                    it.attempts(),
                    it.at(),
                    it.reason(),
                    it.envelope());
        }
        table.print(out, paint);
        if (dead) {
            out.println("Try one again with: parlance outbox replay NUMBER");
        }
    }

    @Command(
            name = "replay",
            description = "Tries again what was given up.",
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin Node where,
            @Parameters(paramLabel = "NUMBER", description = "As `outbox --dead` prints it.")
                    long number)
            throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = where.connect()) {
            String answer = client.post("/dead-letters/" + number + "/replay", Map.of());
            out.println(where.json ? answer : paint.green("tried again: ") + number);
            return ExitCode.OK;
        }
    }
}

package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.TraceView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/// `parlance trace`.
@Command(
        name = "trace",
        description = {
            "Says where a message is: every step on its way to every network.",
            "",
            "The id is the message's on any network (an XMPP id, a Matrix event id, a Message-ID"
                    + " …), or the gateway's own, as `outbox` and `watch` print it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance trace '$9Zk2…'                      a Matrix event",
            "  parlance trace 0192f3c4-…                    an id that `parlance outbox` printed"
        })
final class TraceCommand implements Callable<Integer> {
    private final Paint paint;
    @Mixin private Node node = new Node();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The message's id.")
    private String id = "";

    TraceCommand(Paint paint) {
        this.paint = paint;
    }

    @Override
    public Integer call() throws CommandFailure {
        PrintWriter out = spec.commandLine().getOut();
        try (AdminClient client = node.connect()) {
            String answer = client.get("/trace/" + AdminClient.encoded(id));
            TraceView trace = Json.read(answer, TraceView.class);
            if (node.json) {
                out.println(answer);
            } else {
                print(out, trace);
            }
            if (trace.steps().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.NO,
                        "No message has the id "
                                + id
                                + ". It did not reach the gateway, or it is older than"
                                + " `retention.age`.");
            }
            return ExitCode.OK;
        }
    }

    private void print(PrintWriter out, TraceView trace) {
        String envelope = "";
        Instant begun = Instant.EPOCH;
        for (TraceView.StepView step : trace.steps()) {
            if (!step.envelope().equals(envelope)) {
                envelope = step.envelope();
                begun = step.at();
                out.println(paint.bold(envelope) + "  " + begun);
            }
            out.printf(
                    "  %+7d ms  %s  %-8s %s%n",
                    Duration.between(begun, step.at()).toMillis(),
                    coloured(step.step()),
                    step.network(),
                    Paint.harmless(step.detail()));
        }
    }

    private String coloured(String step) {
        String padded = "%-9s".formatted(step);
        return switch (step) {
            case "delivered", "receipt" -> paint.green(padded);
            case "degraded", "deferred" -> paint.yellow(padded);
            case "refused" -> paint.red(padded);
            default -> padded;
        };
    }
}

package io.parlance.conformance;

import io.parlance.cli.Paint;
import io.parlance.conformance.demo.DemoHouse;
import io.parlance.conformance.demo.Invitation;
import io.parlance.conformance.demo.LiveView;
import io.parlance.conformance.demo.Party;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/// `parlance demo`: real servers, a gateway, one room across four networks, and what crosses, live.
@Command(
        name = "demo",
        description = {
            "Starts Prosody, Synapse, Mosquitto, Exim and Dovecot on free ports of 127.0.0.1, and a"
                + " gateway; links one room across the four networks; shows how to write from each;"
                + " and prints live what crosses, with its latency.",
            "",
            "Ctrl-C ends it and leaves nothing running."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance demo",
            "  parlance demo --once      does a first word cross everywhere? ends with 0 if it does"
        })
public final class Demo implements Callable<Integer> {
    /// As shells say of a program that Ctrl-C ended.
    private static final int INTERRUPTED = 130;

    private final AtomicBoolean closed = new AtomicBoolean();

    @Option(
            names = "--once",
            description = "Say one word on each network, see it cross to all others, and end.")
    private boolean once;

    /// Runs the demo and exits.
    public static void main(String[] args) {
        // Before the first log line: the live view is the output, the gateway's log only if it
        // warns.
        System.setProperty("parlance.log.level", "warn");
        CommandLine line = new CommandLine(new Demo());
        line.setExecutionExceptionHandler(
                (failure, at, _) -> {
                    at.getErr().println("parlance: the demo failed: " + failure.getMessage());
                    return 69;
                });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Paint paint = Paint.automatic();
        DemoHouse house = new DemoHouse(text -> out.println(paint.dim("· ") + text));
        Thread hook = new Thread(() -> end(house), "end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            house.open();
            return show(house, out, paint);
        } catch (Exception e) {
            if (closed.get()) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            end(house);
        }
    }

    private int show(DemoHouse house, PrintStream out, Paint paint) throws Exception {
        try (LiveView view = new LiveView(house.url(), house.token(), out, paint);
                Party party = new Party(house.env())) {
            party.gather();
            house.link(Party.ROOMS);
            new Invitation(house.env(), out, paint).print();
            party.firstWords();
            boolean all = view.awaitCrossings(Party.NETWORKS);
            if (once) {
                out.println(
                        all
                                ? paint.green("Every first word reached every other network.")
                                : paint.red("Not every first word crossed; see above."));
                return all ? 0 : 1;
            }
            party.leave();
            out.println(paint.dim("· Now it is your turn. Ctrl-C ends the demo."));
            view.untilItEnds();
            return 0;
        }
    }

    private void end(DemoHouse house) {
        if (closed.compareAndSet(false, true)) {
            house.close();
        }
    }
}

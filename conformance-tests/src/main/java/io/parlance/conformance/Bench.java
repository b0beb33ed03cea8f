package io.parlance.conformance;

import io.parlance.conformance.bench.Performance;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `parlance bench`.
@Command(
        name = "parlance bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast the gateway carries messages between real servers, beside the direct"
                    + " path through the same servers and beside a bare bridge.",
            "Judge by the ratios: they are of rounds in which all take turns, so other work on the"
                + " machine hardly changes them. docs/benchmarks.md says how to read the figures."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every bar was reached",
            "1:a bar was missed",
            "2:wrong usage, or the servers cannot be had here"
        })
public final class Bench implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--quick",
            description =
                    "Two to three minutes instead of a quarter of an hour: only memory, xmpp-mqtt,"
                        + " mqtt-xmpp and start unless --only says otherwise, and a wider spread.")
    private boolean quick;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these parts: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private List<String> only = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of each measurement (default: 5, quick: 2).")
    private int rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
    private Path json;

    @Option(
            names = "--jvm",
            split = " ",
            paramLabel = "FLAGS",
            description =
                    "Further flags for the gateway's JVM, such as those that record a profile.")
    private List<String> flags = List.of();

    /// The parts' names, for the help text.
    static final class Names implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Performance.names().iterator();
        }
    }

    @SuppressWarnings("NullAway.Init") // picocli fills in what is not given above.
    private Bench() {}

    /// Starts the bench.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String name : only) {
            if (!Performance.names().contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no part '" + name + "'; there are " + Performance.names());
            }
        }
        return Performance.run(
                new Performance.Wishes(quick, rounds, only, flags, json),
                spec.commandLine().getOut());
    }
}

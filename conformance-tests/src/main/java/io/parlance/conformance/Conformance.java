package io.parlance.conformance;

import io.parlance.cli.Paint;
import io.parlance.conformance.score.Scorecard;
import io.parlance.conformance.score.cases.StrictMap;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `parlance conformance`: the scorecard of any bridge.
@Command(
        name = "conformance",
        description = {
            "Scores a bridge between chat networks as its users see it. Ordinary clients on XMPP,"
                + " Matrix, MQTT and mail write, edit, react, send files and so on in each"
                + " network's own form; for every ordered pair of networks, in direct messages and"
                + " in rooms, the scorecard says what became of it:",
            "",
            "  N native    it arrived in the receiving network's own form",
            "  F fallback  it arrived as text that a person understands",
            "  L lost      nothing arrived in time",
            "  W wrong     something else arrived, elsewhere, or more than once",
            "  -           the sender's network cannot say it, or the receiver's has no form for"
                    + " it",
            "",
            "A target file describes the bridge: accounts, rooms and how people are addressed;"
                    + " conformance-tests/targets/parlance.yaml is an annotated one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:scored; nothing is worse than the baseline, if there is one",
            "1:something is worse than the baseline",
            "2:wrong usage, or a fault in a target file",
            "69:the servers or the bridge cannot be reached or started"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  parlance conformance --target parlance",
            "  parlance conformance --target mybridge.yaml --html score.html --json mine.json",
            "  parlance conformance --target parlance --only edit,react --pairs"
                    + " xmpp-matrix,matrix-xmpp",
            "  parlance conformance --target parlance --record wire",
            "  parlance conformance --replay wire",
            "  parlance conformance --compare mine.json theirs.json --html both.html",
            "  parlance conformance --target parlance --baseline conformance-tests/baseline.json"
        })
public final class Conformance implements Callable<Integer> {
    /// The exit code for servers that are not there.
    static final int UNAVAILABLE = 69;

    @Option(
            names = "--target",
            paramLabel = "FILE",
            description =
                    "The target file, or the name of one in conformance-tests/targets: parlance,"
                            + " ejabberd-matrix.")
    private @Nullable String target;

    @Option(names = "--only", paramLabel = "CASE", split = ",", description = "Only these cases.")
    private List<String> only = List.of();

    @Option(
            names = "--pairs",
            paramLabel = "FROM-TO",
            split = ",",
            description = "Only these pairs: xmpp-matrix.")
    private List<String> pairs = List.of();

    @Option(names = "--list", description = "List the cases and where they are specified; end.")
    private boolean list;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results with evidence.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one page: the matrix, and the evidence behind each cell.")
    private @Nullable Path html;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML.")
    private @Nullable Path junit;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the mapping tables.")
    private @Nullable Path markdown;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description =
                    "Keep the wire: what was sent and what arrived, cell by cell. Holds what the"
                            + " accounts were sent.")
    private @Nullable Path record;

    @Option(
            names = "--replay",
            paramLabel = "DIR",
            description =
                    "Score nothing; read a recorded wire and judge it again, without any server.")
    private @Nullable Path replay;

    @Option(
            names = "--readme",
            paramLabel = "FILE",
            description = {
                "Rewrite the matrix between the lines '<!-- scorecard: begin -->' and '<!--"
                        + " scorecard: end -->'; with --compare, of all runs."
            })
    private @Nullable Path readme;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "End with 1 if a cell is worse than in this file.")
    private @Nullable Path baseline;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Write the verdicts as the new baseline.")
    private @Nullable Path writeBaseline;

    @Option(
            names = "--compare",
            arity = "1..*",
            paramLabel = "JSON",
            description = "Score nothing; show results of earlier runs beside each other.")
    private List<Path> compare = List.of();

    /// Runs and exits.
    public static void main(String[] args) {
        System.setProperty("parlance.log.level", "warn");
        CommandLine line = new CommandLine(new Conformance());
        line.setExecutionExceptionHandler(
                (failure, at, _) -> {
                    at.getErr().println("parlance: " + failure.getMessage());
                    return failure instanceof StrictMap.Fault ? 2 : UNAVAILABLE;
                });
        System.exit(line.execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Scorecard.Wishes wishes =
                new Scorecard.Wishes(
                        only,
                        pairs,
                        json,
                        html,
                        junit,
                        markdown,
                        readme,
                        record,
                        baseline,
                        writeBaseline);
        Scorecard scorecard = new Scorecard(out, Paint.automatic(), wishes);
        if (list) {
            scorecard.list();
            return 0;
        }
        if (!compare.isEmpty()) {
            return scorecard.compare(compare);
        }
        if (replay != null) {
            return scorecard.replay(replay);
        }
        if (target == null) {
            throw new StrictMap.Fault(
                    "Say what to score: --target parlance, or a file; --help tells more.");
        }
        return scorecard.score(target);
    }
}

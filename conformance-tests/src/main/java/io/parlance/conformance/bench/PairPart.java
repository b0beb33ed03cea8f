package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// From one network to another: how much goes through, how long it takes, and what it costs, beside
/// the paths it is compared with.
///
/// @param name the part's name
/// @param flows the ways that take turns; one is called `gateway`, one `direct`
/// @param prepare what must be there first
/// @param judged whether the first bars are for this pair
record PairPart(String name, Function<Flows, List<Flow>> flows, Preparation prepare, boolean judged)
        implements Part {
    private static final int OUTSTANDING = 100;
    private static final double SLOWLY = 50;

    /// Brings about what a pair needs.
    interface Preparation {
        /// Nothing is needed.
        Preparation NONE = _ -> {};

        /// Does it, or throws if it cannot.
        void on(Stage stage) throws IOException, InterruptedException;
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        prepare.on(stage);
        List<Flow> ways = flows.apply(stage.flows());
        Report report = stage.report();
        double seconds = stage.plan().seconds();
        warmUp(stage, ways);
        Rounds most =
                new Rounds(name + " most", stage)
                        .measure(ways, flow -> stage.window(flow, Plan.WINDOW, seconds));
        Rounds outstanding =
                new Rounds(name + " 100 outstanding", stage)
                        .measure(ways, flow -> stage.window(flow, OUTSTANDING, seconds / 2));
        Rounds slowly =
                new Rounds(name + " 50/s", stage)
                        .measure(ways, flow -> stage.pace(flow, SLOWLY, 2 * seconds));
        ObjectNode part = report.part(name);
        for (Flow way : ways) {
            ObjectNode node = part.putObject(way.name());
            figures(node, way.name(), most, outstanding, slowly);
        }
        for (Flow way : ways) {
            if (!way.name().equals("gateway")) {
                compared(
                        part.putObject("gateway to " + way.name()),
                        way.name(),
                        most,
                        outstanding,
                        slowly);
            }
        }
        summary(report, ways, most, slowly);
        if (judged) {
            boolean alike = ways.stream().anyMatch(way -> way.name().equals("alike"));
            judge(report, most, slowly, alike ? "alike" : "direct");
        }
    }

    private void warmUp(Stage stage, List<Flow> ways) {
        Plan plan = stage.plan();
        for (Flow way : ways) {
            boolean measured = way.name().equals("gateway") || way.name().equals("floor");
            long wanted = measured ? plan.warmUp() : plan.warmUp() / 10;
            double limit = measured ? plan.warmUpSeconds() : plan.warmUpSeconds() / 10;
            long arrived = stage.warmUp(way, Plan.WINDOW, wanted, limit);
            stage.report()
                    .line(
                            "%s: %s warmed up with %,d messages%s",
                            name,
                            way.name(),
                            arrived,
                            arrived < wanted ? ", fewer than wanted: the time was over" : "");
        }
    }

    private static void figures(
            ObjectNode node, String way, Rounds most, Rounds outstanding, Rounds slowly) {
        Report.put(node, "messages_per_second", most.of(way, Sample::rate));
        Report.put(node, "cpu_micros_per_message", most.of(way, Sample::cpuMicros));
        Report.put(node, "allocated_bytes_per_message", most.of(way, Sample::allocated));
        Report.put(node, "server_cpu_micros_per_message", most.of(way, Sample::serverMicros));
        Report.put(node, "p50_ms_100_outstanding", outstanding.of(way, Sample::p50));
        Report.put(node, "p99_ms_100_outstanding", outstanding.of(way, Sample::p99));
        Report.put(node, "messages_per_second_100_outstanding", outstanding.of(way, Sample::rate));
        Report.put(node, "p50_ms_at_50_per_second", slowly.of(way, Sample::p50));
        Report.put(node, "p99_ms_at_50_per_second", slowly.of(way, Sample::p99));
    }

    private static void compared(
            ObjectNode node, String way, Rounds most, Rounds outstanding, Rounds slowly) {
        Report.put(node, "messages_per_second", most.ratio("gateway", way, Sample::rate));
        Report.put(node, "cpu", most.ratio("gateway", way, Sample::cpuMicros));
        Report.put(node, "p50_100_outstanding", outstanding.ratio("gateway", way, Sample::p50));
        Report.put(node, "p99_100_outstanding", outstanding.ratio("gateway", way, Sample::p99));
        Report.put(
                node, "p50_above_ms_at_50_per_second", slowly.above("gateway", way, Sample::p50));
        Report.put(
                node, "p99_above_ms_at_50_per_second", slowly.above("gateway", way, Sample::p99));
    }

    private void summary(Report report, List<Flow> ways, Rounds most, Rounds slowly) {
        report.line(
                "%s: gateway %s/s, %s CPU us, %s B allocated, p50 %s ms and p99 %s ms at 50/s",
                name,
                most.of("gateway", Sample::rate).text(0),
                most.of("gateway", Sample::cpuMicros).text(0),
                most.of("gateway", Sample::allocated).text(0),
                slowly.of("gateway", Sample::p50).text(2),
                slowly.of("gateway", Sample::p99).text(2));
        for (Flow way : ways) {
            if (!way.name().equals("gateway")) {
                report.line(
                        "%s: %s of what %s carries; p50 at 50/s %s ms above it",
                        name,
                        most.ratio("gateway", way.name(), Sample::rate).text(2),
                        way.name(),
                        slowly.above("gateway", way.name(), Sample::p50).text(2));
            }
        }
    }

    private void judge(Report report, Rounds most, Rounds slowly, String straight) {
        report.atLeast(
                name + ": share of what Prosody carries between components",
                most.ratio("gateway", straight, Sample::rate),
                0.6);
        report.atMost(
                name + ": CPU microseconds a message", most.of("gateway", Sample::cpuMicros), 150);
        report.atMost(
                name + ": median at 50/s above the direct path, ms",
                slowly.above("gateway", straight, Sample::p50),
                1.5);
    }
}

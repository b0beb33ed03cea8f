package io.parlance.conformance.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// What every part of the bench works with: the servers, the load generator, the report, and the
/// measuring of one run. Used by the thread that directs the bench.
final class Stage {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final double RAMP_SECONDS = 0.5;

    private final Plan plan;
    private final Servers servers;
    private final Generator generator;
    private final Flows flows;
    private final Report report;

    Stage(Plan plan, Servers servers, Generator generator, Report report) {
        this.plan = plan;
        this.servers = servers;
        this.generator = generator;
        this.flows = new Flows(generator);
        this.report = report;
    }

    /// Counters at one moment.
    private record Mark(long nanos, long arrived, double cpu, double server, double allocated) {}

    Plan plan() {
        return plan;
    }

    Servers servers() {
        return servers;
    }

    Generator generator() {
        return generator;
    }

    Flows flows() {
        return flows;
    }

    Report report() {
        return report;
    }

    /// Measures `flow` with so many messages outstanding.
    Sample window(Flow flow, int outstanding, double seconds)
            throws IOException, InterruptedException {
        return measured(flow, generator.load().window(flow, outstanding), seconds);
    }

    /// Measures `flow` at so many messages a second.
    Sample pace(Flow flow, double rate, double seconds) throws IOException, InterruptedException {
        return measured(flow, generator.load().pace(flow, rate), seconds);
    }

    private Sample measured(Flow flow, Load.Running running, double seconds)
            throws IOException, InterruptedException {
        pause(RAMP_SECONDS);
        Mark begin = mark(flow, running.tally());
        pause(seconds);
        Mark end = mark(flow, running.tally());
        generator.load().end(running, PATIENCE_MILLIS);
        Tally tally = running.tally();
        long messages = end.arrived() - begin.arrived();
        double time = (end.nanos() - begin.nanos()) / 1e9;
        return new Sample(
                time,
                messages,
                messages / time,
                tally.millis(0.5),
                tally.millis(0.99),
                (end.cpu() - begin.cpu()) / messages,
                (end.allocated() - begin.allocated()) / messages,
                (end.server() - begin.server()) / messages,
                tally.faults());
    }

    private Mark mark(Flow flow, Tally tally) throws IOException, InterruptedException {
        double allocated =
                flow.name().equals("gateway")
                        ? metric("jvm_threads_allocated_bytes_total")
                        : Double.NaN;
        return new Mark(
                System.nanoTime(),
                tally.arrived(),
                cpu(flow),
                ProcessFigures.cpuMicros(servers.prosody()),
                allocated);
    }

    private double cpu(Flow flow) {
        return switch (flow.name()) {
            case "gateway" -> ProcessFigures.cpuMicros(servers.gateway().pid());
            case "floor" -> ProcessFigures.cpuMicros(servers.floor().pid());
            default -> Double.NaN;
        };
    }

    /// Links rooms.
    void link(String... rooms) throws IOException, InterruptedException {
        String list = "[\"" + String.join("\",\"", rooms) + "\"]";
        servers.gateway().call("POST", "/api/v1/links", "{\"rooms\":" + list + "}");
    }

    /// The heap in use, in MiB.
    double liveHeapMib() throws IOException, InterruptedException {
        return metric("jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
    }

    /// The sum of a metric of the gateway over its tags, all or those that begin as `name` says;
    /// NaN if there is none.
    double metric(String name) throws IOException, InterruptedException {
        double sum = 0;
        boolean found = false;
        for (String line : servers.gateway().page("/metrics").split("\n", -1)) {
            boolean whole = name.indexOf('{') >= 0;
            if (whole
                    ? line.startsWith(name)
                    : line.startsWith(name + "{") || line.startsWith(name + " ")) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                found = true;
            }
        }
        return found ? sum : Double.NaN;
    }

    /// Sends until so many messages have arrived and the gateway's compilers have little left to
    /// do, or the time is over.
    ///
    /// @return how many arrived
    long warmUp(Flow flow, int outstanding, long messages, double seconds) {
        Load.Running running = generator.load().window(flow, outstanding);
        Compilers compilers = new Compilers(this);
        await(
                seconds,
                () ->
                        running.tally().arrived() >= messages
                                && (!flow.name().equals("gateway") || compilers.rest()));
        generator.load().end(running, PATIENCE_MILLIS);
        return running.tally().arrived();
    }

    /// Waits for a condition.
    ///
    /// @return whether it came true in time
    static boolean await(double seconds, BooleanSupplier condition) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    /// Lets time pass.
    static void pause(double seconds) {
        await(seconds, () -> false);
    }
}

package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/// Resident memory at rest, and with ghosts: each is somebody on XMPP who wrote to somebody on
/// Matrix, so it has an account, a name and a room there. Run first, on a gateway that has seen
/// nothing.
final class MemoryPart implements Part {
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    private static final double LIMIT_SECONDS = 60;
    private static final double KIB = 1024;

    @Override
    public String name() {
        return "memory";
    }

    /// Memory in MiB after a garbage collection.
    private record Memory(double resident, double live) {}

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        double atRest = ProcessFigures.residentMib(stage.servers().gateway().pid());
        stage.report().line("memory: %.0f MiB resident at rest", atRest);
        long some = ghosts(stage, 0, FEW);
        Memory few = memory(stage);
        stage.report().line("memory: %s", described(some, few));
        long all = some + ghosts(stage, some, MANY);
        Memory many = memory(stage);
        stage.report().line("memory: %s", described(all, many));
        double live = (many.live() - few.live()) * KIB / Math.max(1, all - some);
        double resident = (many.resident() - few.resident()) * KIB / Math.max(1, all - some);
        ObjectNode part = stage.report().part(name());
        part.put("resident_mib_at_rest", atRest);
        put(part.putObject("few"), some, few);
        put(part.putObject("many"), all, many);
        part.put("resident_kib_per_further_ghost", resident);
        part.put("live_kib_per_further_ghost", live);
        stage.report().atMost("memory: MiB resident at rest", Ratios.of(atRest), 300);
        stage.report().atMost("memory: KiB of live heap a further ghost", Ratios.of(live), 4);
    }

    private static void put(ObjectNode node, long ghosts, Memory memory) {
        node.put("ghosts", ghosts);
        node.put("resident_mib", memory.resident());
        node.put("live_mib", memory.live());
    }

    private static String described(long ghosts, Memory memory) {
        return String.format(
                java.util.Locale.ROOT,
                "%,d ghosts: %.0f MiB resident, %.1f MiB of heap in use",
                ghosts,
                memory.resident(),
                memory.live());
    }

    /// Makes ghosts up to `upTo`.
    private static long ghosts(Stage stage, long from, int upTo) {
        Flow flow = stage.flows().newcomers(from);
        long wanted = upTo - from;
        Load.Running running = stage.generator().load().window(flow, Plan.WINDOW, wanted);
        Stage.await(LIMIT_SECONDS, () -> running.tally().arrived() >= wanted);
        stage.generator().load().end(running, 1_000);
        return running.tally().arrived();
    }

    private static Memory memory(Stage stage) throws IOException, InterruptedException {
        long pid = stage.servers().gateway().pid();
        ProcessFigures.collectGarbage(pid);
        double heap = stage.liveHeapMib();
        return new Memory(ProcessFigures.residentMib(pid), heap);
    }
}

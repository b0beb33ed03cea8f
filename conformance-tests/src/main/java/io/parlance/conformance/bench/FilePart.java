package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// A file of 100 MB crosses both ways: from a web server by MQTT to Matrix, where it is uploaded,
/// and from Matrix, where only the gateway can fetch it, to MQTT. What counts is the heap that is
/// in use meanwhile, seen after garbage collections, above what was in use before.
final class FilePart implements Part {
    private static final double LIMIT_SECONDS = 120;
    private static final double BAR_MIB = 32;

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        FakeHomeserver homeserver = stage.generator().homeserver();
        ObjectNode part = stage.report().part(name());
        crossed(
                stage,
                part,
                "mqtt-matrix",
                () -> stage.flows().sendBigFile(stage.generator().homeserverPort()),
                () -> homeserver.file().taken() >= BigFile.SIZE);
        crossed(
                stage,
                part,
                "matrix-mqtt",
                () -> stage.flows().sendBigFileFromMatrix(),
                () -> stage.generator().seenBigFile());
    }

    private static void crossed(
            Stage stage, ObjectNode part, String way, Runnable send, BooleanSupplier there)
            throws IOException, InterruptedException {
        double before = live(stage);
        long begun = System.nanoTime();
        send.run();
        double most = before;
        while (!there.getAsBoolean()) {
            if (System.nanoTime() - begun > LIMIT_SECONDS * 1e9) {
                throw new IOException("The file did not cross " + way + ".");
            }
            most = Math.max(most, live(stage));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        stage.report()
                .line(
                        "file: 100 MiB %s in %.1f s, %.1f MiB of heap more than before",
                        way, seconds, most - before);
        part.put(way.replace('-', '_') + "_extra_heap_mib", most - before);
        part.put(way.replace('-', '_') + "_seconds", seconds);
        stage.report()
                .atMost(
                        String.format(Locale.ROOT, "file: MiB of heap for 100 MiB, %s", way),
                        Ratios.of(most - before),
                        BAR_MIB);
    }

    private static double live(Stage stage) throws IOException, InterruptedException {
        ProcessFigures.collectGarbage(stage.servers().gateway().pid());
        return stage.liveHeapMib();
    }
}

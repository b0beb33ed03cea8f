package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;

/// Whether a slow network delays the others: people write to Matrix all the time, and the
/// homeserver answers at once, after 200 ms, or never, while XMPP and MQTT talk with each other.
final class SlowPart implements Part {
    private static final double RATE = 100;
    private static final int BACKGROUND_MILLIS = 20;
    private static final long SLOW_MILLIS = 200;

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        Flow background = stage.flows().xmppToMatrix();
        long timer =
                stage.generator()
                        .every(
                                BACKGROUND_MILLIS,
                                new Runnable() {
                                    private long number;

                                    @Override
                                    public void run() {
                                        background.send(0, number++);
                                        background.flush();
                                    }
                                });
        try {
            measure(stage);
        } finally {
            stage.generator().vertx().cancelTimer(timer);
            stage.generator().homeserver().fast();
        }
    }

    private void measure(Stage stage) throws IOException, InterruptedException {
        List<Flow> ways =
                List.of(
                        stage.flows().xmppToMqtt(),
                        renamed("mqtt-xmpp", stage.flows().mqttToXmpp()));
        FakeHomeserver homeserver = stage.generator().homeserver();
        double before = live(stage);
        Rounds fast = measured(stage, "homeserver quick", ways);
        homeserver.slow(SLOW_MILLIS);
        Rounds slow = measured(stage, "homeserver takes 200 ms", ways);
        homeserver.mute();
        Rounds mute = measured(stage, "homeserver never answers", ways);
        double after = live(stage);
        ObjectNode part = stage.report().part(name());
        for (String way : List.of("gateway", "mqtt-xmpp")) {
            String title = way.equals("gateway") ? "xmpp-mqtt" : way;
            Ratios base = fast.of(way, Sample::p99);
            Report.put(part, title + "_p99_ms_quick", base);
            Report.put(part, title + "_p99_ms_slow", slow.of(way, Sample::p99));
            Report.put(part, title + "_p99_ms_mute", mute.of(way, Sample::p99));
            judge(stage, title + " p99, homeserver slow", slow.of(way, Sample::p99), base);
            judge(stage, title + " p99, homeserver mute", mute.of(way, Sample::p99), base);
        }
        part.put("live_mib_before", before);
        part.put("live_mib_after", after);
        part.put("resident_mib_after", ProcessFigures.residentMib(stage.servers().gateway().pid()));
        stage.report()
                .atMost("slow: MiB of heap in use more than before", Ratios.of(after - before), 32);
    }

    private static void judge(Stage stage, String what, Ratios now, Ratios base) {
        stage.report()
                .atMost(
                        "slow: " + what + ", to its baseline",
                        Ratios.of(now.median() / base.median()),
                        1.5);
    }

    private static Rounds measured(Stage stage, String title, List<Flow> ways)
            throws IOException, InterruptedException {
        Stage.pause(1);
        return new Rounds("slow, " + title, stage)
                .measure(ways, flow -> stage.pace(flow, RATE, 2 * stage.plan().seconds()));
    }

    private static double live(Stage stage) throws IOException, InterruptedException {
        ProcessFigures.collectGarbage(stage.servers().gateway().pid());
        return stage.liveHeapMib();
    }

    private static Flow renamed(String name, Flow flow) {
        return new Way(name, flow.conversations(), flow.copies(), flow::send, flow::flush);
    }
}

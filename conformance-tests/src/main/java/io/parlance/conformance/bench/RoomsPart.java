package io.parlance.conformance.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;

/// Whether a message costs more where many rooms are linked: the same messages in the same room,
/// with one linked room and with a thousand, then in all of them in turn. Each room is one of MQTT
/// linked with one of Matrix.
final class RoomsPart implements Part {
    private static final int ROOMS = 1_000;
    private static final double RATE = 200;
    private static final double LINKING_SECONDS = 90;

    @Override
    public String name() {
        return "rooms";
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        link(stage, 0);
        Flow one = flow(stage, 1);
        stage.report().line("rooms: warming up in one room");
        stage.warmUp(one, 1, stage.plan().warmUp() / 20, stage.plan().warmUpSeconds() / 4);
        Rounds before = measured(stage, "one room linked", one);
        int linked = 1;
        long begun = System.nanoTime();
        while (linked < ROOMS && System.nanoTime() - begun < LINKING_SECONDS * 1e9) {
            link(stage, linked++);
        }
        stage.report()
                .line(
                        "rooms: %d rooms linked in %.1f s",
                        linked, (System.nanoTime() - begun) / 1e9);
        Stage.await(LINKING_SECONDS, () -> settled(stage));
        Rounds among = measured(stage, linked + " rooms linked, one used", one);
        Flow all = flow(stage, linked);
        stage.warmUp(all, 64, 2L * linked, stage.plan().warmUpSeconds() / 2);
        Rounds over = measured(stage, linked + " rooms linked, all used", all);
        report(stage, linked, before, among, over);
    }

    private void report(Stage stage, int linked, Rounds before, Rounds among, Rounds over) {
        Ratios alone = before.of("gateway", Sample::cpuMicros);
        Ratios inOne = among.of("gateway", Sample::cpuMicros);
        Ratios inAll = over.of("gateway", Sample::cpuMicros);
        ObjectNode part = stage.report().part(name());
        part.put("rooms", linked);
        Report.put(part, "cpu_micros_one_linked", alone);
        Report.put(part, "cpu_micros_many_linked_one_used", inOne);
        Report.put(part, "cpu_micros_many_linked_all_used", inAll);
        Report.put(part, "p50_ms_one_linked", before.of("gateway", Sample::p50));
        Report.put(part, "p50_ms_many_linked_one_used", among.of("gateway", Sample::p50));
        Report.put(part, "p50_ms_many_linked_all_used", over.of("gateway", Sample::p50));
        String many = String.format(java.util.Locale.ROOT, "%,d", linked);
        stage.report()
                .atMost(
                        "rooms: CPU a message with " + many + " linked, to that with one",
                        Ratios.of(inOne.median() / alone.median()),
                        1.25);
        stage.report()
                .atMost(
                        "rooms: the same with all of them in use",
                        Ratios.of(inAll.median() / alone.median()),
                        1.5);
    }

    private static Rounds measured(Stage stage, String title, Flow flow)
            throws IOException, InterruptedException {
        return new Rounds("rooms, " + title, stage)
                .measure(
                        java.util.List.of(flow),
                        it -> stage.pace(it, RATE, 2 * stage.plan().seconds()));
    }

    /// A message is seen in the room itself, and in the room it is linked with.
    private static Flow flow(Stage stage, int rooms) {
        return stage.flows().mqttToRooms("gateway", rooms, 2, room -> "many" + room);
    }

    private static boolean settled(Stage stage) {
        try {
            return stage.metric("parlance_outbox") == 0;
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    private static void link(Stage stage, int room) throws IOException, InterruptedException {
        stage.link("mqtt:#many" + room, "matrix:#many" + room + ":" + FakeHomeserver.SERVER);
    }
}

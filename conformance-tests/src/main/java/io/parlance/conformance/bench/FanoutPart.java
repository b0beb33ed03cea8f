package io.parlance.conformance.bench;

import java.io.IOException;
import java.util.List;

/// A room that links MQTT, Matrix and XMPP: what is written on MQTT is seen by an occupant of the
/// XMPP room and of another one, on Matrix, and on MQTT itself: four readers. Beside it, the same
/// XMPP server's own rooms with two readers each.
final class FanoutPart implements Part {
    private static final int ROOMS = 20;
    private static final int READERS = 4;
    private static final double SECONDS = 30;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public void run(Stage stage) throws IOException, InterruptedException {
        Generator generator = stage.generator();
        generator.onLoop(
                () -> {
                    for (int i = 0; i < ROOMS; i++) {
                        join(generator.bench1(), "w@" + Servers.BENCH1, muc("own" + i));
                        join(generator.bench2(), "r@" + Servers.BENCH2, muc("own" + i));
                        join(generator.bench2(), "r@" + Servers.BENCH2, muc("fan" + i));
                        join(generator.bench2(), "r@" + Servers.BENCH2, muc("fun" + i));
                    }
                    generator.bench1().flush();
                    generator.bench2().flush();
                    return io.vertx.core.Future.succeededFuture(true);
                });
        Stage.pause(1);
        for (int i = 0; i < ROOMS; i++) {
            stage.link(
                    "mqtt:#fan" + i,
                    "matrix:#fan" + i + ":" + FakeHomeserver.SERVER,
                    "xmpp:#" + muc("fan" + i),
                    "xmpp:#" + muc("fun" + i));
        }
        Stage.pause(SECONDS / 10);
        PairPart pair =
                new PairPart(
                        name(),
                        flows ->
                                List.of(
                                        flows.mqttToRooms(
                                                "gateway", ROOMS, READERS, room -> "fan" + room),
                                        flows.ownRooms(ROOMS)),
                        PairPart.Preparation.NONE,
                        false);
        pair.run(stage);
    }

    private static void join(XmppPeer peer, String who, String room) {
        peer.write(
                "<presence from='"
                        + who
                        + "' to='"
                        + room
                        + "/"
                        + who.charAt(0)
                        + "'><x xmlns='http://jabber.org/protocol/muc'><history"
                        + " maxstanzas='0'/></x></presence>");
    }

    static String muc(String room) {
        return room + "@rooms.xmpp.test";
    }
}

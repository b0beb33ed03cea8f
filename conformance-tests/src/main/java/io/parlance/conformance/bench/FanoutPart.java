package io.parlance.conformance.bench;

import io.vertx.core.Future;

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
        enter(
                generator,
                () -> {
                    for (int i = 0; i < ROOMS; i++) {
                        make(generator.bench1(), "w@" + Servers.BENCH1, muc("own" + i));
                        make(generator.bench2(), "r@" + Servers.BENCH2, muc("fan" + i));
                        make(generator.bench2(), "r@" + Servers.BENCH2, muc("fun" + i));
                    }
                });
        enter(
                generator,
                () -> {
                    for (int i = 0; i < ROOMS; i++) {
                        join(generator.bench2(), "r@" + Servers.BENCH2, muc("own" + i));
                    }
                });
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

    private static void enter(Generator generator, Runnable task) {
        generator.onLoop(
                () -> {
                    task.run();
                    generator.bench1().flush();
                    generator.bench2().flush();
                    return Future.succeededFuture(true);
                });
        Stage.pause(1);
    }

    /// Enters a room that is not there yet: it stays locked until its maker accepts its settings
    /// (XEP-0045 §10.1.2).
    private static void make(XmppPeer peer, String who, String room) {
        join(peer, who, room);
        peer.write(
                "<iq type='set' id='make' from='"
                        + who
                        + "' to='"
                        + room
                        + "'><query xmlns='http://jabber.org/protocol/muc#owner'>"
                        + "<x xmlns='jabber:x:data' type='submit'/></query></iq>");
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

package io.parlance.conformance.bench;

import io.parlance.conformance.probe.GhostSpelling;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// The ways that are measured: through the gateway, through the bare bridge, and straight through
/// the servers.
final class Flows {
    /// How many people write at the same time, each in a conversation of their own.
    static final int PEOPLE = 200;

    private static final String REALM = "im/v1/lab/";

    private final Generator generator;

    /// Makes ids differ from those of an earlier bench with the same data.
    private final String session = Long.toString(System.nanoTime(), Character.MAX_RADIX);

    Flows(Generator generator) {
        this.generator = generator;
    }

    /// People on XMPP write to one on MQTT.
    Flow xmppToMqtt() {
        return xmpp("gateway", "alice@mqtt.xmpp.test");
    }

    /// The same through the bare bridge.
    Flow xmppToMqttByFloor() {
        return xmpp("floor", "alice@" + FloorProcess.COMPONENT + ".xmpp.test");
    }

    /// From component to component.
    Flow xmppToXmpp() {
        return xmpp("direct", "sink@" + Servers.BENCH2);
    }

    /// From component to component, with all that the gateway writes beside the text from the
    /// second message on: what asks for receipts, and guards against loops. A server's work grows
    /// with every element.
    Flow xmppToXmppAlike() {
        XmppPeer peer = generator.bench1();
        String head =
                "<message type='chat' from='alice@%1$s' to='u%%d@%2$s' id='%3$s-%%d-%%d'>"
                        .formatted(Servers.BENCH1, Servers.BENCH2, session);
        String hops = "<hops xmlns='urn:parlance:hops:0'>bench;mqtt</hops>";
        String tail =
                "<request xmlns='urn:xmpp:receipts'/>"
                        + "<markable xmlns='urn:xmpp:chat-markers:0'/></message>";
        return new Way(
                "alike",
                PEOPLE,
                1,
                (run, number) ->
                        peer.write(
                                head.formatted(number % PEOPLE, run, number)
                                        + hops
                                        + "<body>"
                                        + Numbered.text(run, number)
                                        + "</body>"
                                        + tail),
                peer::flush);
    }

    /// People on XMPP write to one on Matrix, who has a room with each of them.
    Flow xmppToMatrix() {
        return xmpp("gateway", GhostSpelling.of("matrix", "@alice:hs.test", "xmpp"));
    }

    /// People on XMPP who were never seen before, each with one message to somebody on Matrix.
    ///
    /// @param first the number of the first one
    Flow newcomers(long first) {
        XmppPeer peer = generator.bench1();
        String to = GhostSpelling.of("matrix", "@alice:hs.test", "xmpp");
        return new Way(
                "newcomers",
                Integer.MAX_VALUE,
                1,
                (run, number) ->
                        peer.write(
                                "<message type='chat' from='g%d@%s' to='%s' id='%s-g%1$d'><body>%s</body></message>"
                                        .formatted(
                                                first + number,
                                                Servers.BENCH1,
                                                to,
                                                session,
                                                Numbered.text(run, number))),
                peer::flush);
    }

    /// Somebody writes in the XMPP server's own rooms, each with two readers.
    Flow ownRooms(int rooms) {
        XmppPeer peer = generator.bench1();
        return new Way(
                "direct",
                rooms,
                2,
                (run, number) ->
                        peer.write(
                                "<message type='groupchat' from='w@%s' to='own%d@rooms.xmpp.test' id='%s-%d-%d'><body>%s</body></message>"
                                        .formatted(
                                                Servers.BENCH1,
                                                number % rooms,
                                                session,
                                                run,
                                                number,
                                                Numbered.text(run, number))),
                peer::flush);
    }

    private Flow xmpp(String name, String to) {
        XmppPeer peer = generator.bench1();
        String[] heads =
                IntStream.range(0, PEOPLE)
                        .mapToObj(
                                i ->
                                        "<message type='chat' from='u%d@%s' to='%s' id='%s-"
                                                .formatted(i, Servers.BENCH1, to, session))
                        .toArray(String[]::new);
        return new Way(
                name,
                PEOPLE,
                1,
                (run, number) ->
                        peer.write(
                                heads[(int) (number % PEOPLE)]
                                        + run
                                        + "-"
                                        + number
                                        + "'><body>"
                                        + Numbered.text(run, number)
                                        + "</body></message>"),
                peer::flush);
    }

    /// A client on MQTT writes to people on XMPP.
    Flow mqttToXmpp() {
        return mqtt(
                "gateway", i -> REALM + "user/xmpp:u" + i + "@" + Servers.BENCH1 + "/cmd/alice");
    }

    /// The same through the bare bridge.
    Flow mqttToXmppByFloor() {
        return mqtt("floor", i -> "floor/in/u" + i);
    }

    /// From client to broker to client.
    Flow mqttToMqtt() {
        return mqtt("broker", _ -> "bench/direct");
    }

    private Flow mqtt(String name, IntFunction<String> topic) {
        MqttPeer peer = generator.mqtt();
        Buffer[] topics =
                IntStream.range(0, PEOPLE)
                        .mapToObj(i -> MqttWire.text(topic.apply(i)))
                        .toArray(Buffer[]::new);
        return new Way(
                name,
                PEOPLE,
                1,
                (run, number) ->
                        peer.publish(topics[(int) (number % PEOPLE)], command(run, number)),
                peer::flush);
    }

    private byte[] command(int run, long number) {
        String json =
                "{\"text\":\""
                        + Numbered.text(run, number)
                        + "\",\"id\":\""
                        + session
                        + "-"
                        + run
                        + "-"
                        + number
                        + "\"}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /// A client on MQTT writes in `rooms` rooms of the realm, in turn.
    ///
    /// @param copies how many times a message is seen
    Flow mqttToRooms(String name, int rooms, int copies, IntFunction<String> room) {
        MqttPeer peer = generator.mqtt();
        Buffer[] topics =
                IntStream.range(0, rooms)
                        .mapToObj(
                                i -> MqttWire.text(REALM + "room/" + room.apply(i) + "/cmd/alice"))
                        .toArray(Buffer[]::new);
        return new Way(
                name,
                rooms,
                copies,
                (run, number) -> peer.publish(topics[(int) (number % rooms)], command(run, number)),
                peer::flush);
    }

    /// A client on MQTT sends a large file, which a web server at `port` has, to somebody on
    /// Matrix.
    void sendBigFile(int port) {
        String json =
                "{\"text\":\"\",\"attachments\":[{\"url\":\"http://127.0.0.1:%d/%s\",\"name\":\"%2$s\",\"size\":%d}]}"
                        .formatted(port, BigFile.NAME, BigFile.SIZE);
        MqttPeer peer = generator.mqtt();
        Buffer topic = MqttWire.text(REALM + "user/matrix:u0@hs.test/cmd/alice");
        generator.onLoop(
                () -> {
                    peer.publish(topic, json.getBytes(StandardCharsets.UTF_8));
                    peer.flush();
                    return Future.succeededFuture(true);
                });
    }

    /// Somebody on Matrix sends a large file to somebody on MQTT.
    void sendBigFileFromMatrix() {
        FakeHomeserver homeserver = generator.homeserver();
        String ghost = GhostSpelling.of("mqtt", "alice", "matrix");
        String room = "!big:" + FakeHomeserver.SERVER;
        String sender = "\"sender\":\"@u0:hs.test\",";
        generator.onLoop(
                () -> {
                    homeserver.add(
                            room,
                            "\"type\":\"m.room.member\","
                                    + sender
                                    + "\"state_key\":\"%s\",\"content\":{\"membership\":\"invite\",\"is_direct\":true}"
                                            .formatted(ghost));
                    homeserver.add(
                            room,
                            "\"type\":\"m.room.message\","
                                    + sender
                                    + "\"content\":{\"msgtype\":\"m.file\",\"body\":\"%1$s\",\"url\":\"mxc://hs.test/%1$s\",\"info\":{\"size\":%2$d}}"
                                            .formatted(BigFile.NAME, BigFile.SIZE));
                    homeserver.push();
                    return Future.succeededFuture(true);
                });
    }

    /// The room in which a user of the homeserver talks with the ghost.
    static String room(int user) {
        return "!direct" + user + ":" + FakeHomeserver.SERVER;
    }

    /// The ghost on Matrix of whoever is written to on XMPP.
    static String ghost() {
        return GhostSpelling.of("xmpp", "sink@" + Servers.BENCH1, "matrix");
    }

    /// People on Matrix write to one on XMPP.
    Flow matrixToXmpp() {
        FakeHomeserver homeserver = generator.homeserver();
        return new Way(
                "gateway",
                PEOPLE,
                1,
                (run, number) -> {
                    long user = number % PEOPLE;
                    homeserver.add(
                            room((int) user),
                            "\"type\":\"m.room.message\",\"sender\":\"@u"
                                    + user
                                    + ":hs.test\",\"content\":{\"msgtype\":\"m.text\",\"body\":\""
                                    + Numbered.text(run, number)
                                    + "\"}");
                },
                homeserver::push);
    }

    /// Invites the ghost into a room with each user of the homeserver.
    void invite() {
        FakeHomeserver homeserver = generator.homeserver();
        generator.onLoop(
                () -> {
                    for (int i = 0; i < PEOPLE; i++) {
                        homeserver.add(
                                room(i),
                                "\"type\":\"m.room.member\",\"sender\":\"@u"
                                        + i
                                        + ":hs.test\",\"state_key\":\""
                                        + ghost()
                                        + "\",\"content\":{\"membership\":\"invite\",\"is_direct\":true}");
                    }
                    homeserver.push();
                    return Future.succeededFuture(true);
                });
    }
}

package io.parlance.conformance.demo;

import io.parlance.conformance.lab.LabEnv;
import io.parlance.conformance.probe.MailProbe;
import io.parlance.conformance.probe.MatrixProbe;
import io.parlance.conformance.probe.MqttProbe;
import io.parlance.conformance.probe.Probe;
import io.parlance.conformance.probe.XmppProbe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Four people, one on each network, who make the rooms and say a first word in each.
public final class Party implements AutoCloseable {
    /// The networks, in the order in which they speak.
    public static final List<String> NETWORKS = List.of("xmpp", "matrix", "mqtt", "mail");

    /// The rooms that become one, as the gateway's operator writes them.
    public static final List<String> ROOMS =
            List.of(
                    "xmpp:lobby@rooms.xmpp.test",
                    "matrix:#lobby:hs.test",
                    "mqtt:#lobby",
                    "mail:lobby@gw.test");

    private final Map<String, Probe> people = new LinkedHashMap<>();
    private final MatrixProbe matrix;

    /// Logs four people in.
    public Party(LabEnv env) throws Exception {
        try {
            people.put("xmpp", new XmppProbe(env, "alice", "Alice"));
            matrix = new MatrixProbe(env, "alice");
            people.put("matrix", matrix);
            people.put("mqtt", new MqttProbe(env, "alice"));
            people.put("mail", new MailProbe(env, "alice", "Alice"));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /// The room on `network`, as people there write it.
    static String room(String network) {
        return switch (network) {
            case "xmpp" -> "lobby@rooms.xmpp.test";
            case "matrix" -> "#lobby:hs.test";
            case "mqtt" -> "lobby";
            default -> "lobby@gw.test";
        };
    }

    /// Makes the rooms, and enters them where that needs no linked room.
    public void gather() throws Exception {
        person("xmpp").enter(room("xmpp"));
        matrix.create("lobby", "Lobby");
        person("mqtt").enter(room("mqtt"));
    }

    /// Everybody says something, which everybody else reads.
    public void firstWords() throws Exception {
        // A list has members by their writing to it: mail is first, so that it gets all the rest.
        person("mail").say(room("mail"), word("mail"));
        for (String network : List.of("xmpp", "matrix", "mqtt")) {
            person(network).say(room(network), word(network));
        }
    }

    /// What is said first on `network`.
    static String word(String network) {
        return "Hello from " + network + " 👋";
    }

    private Probe person(String network) {
        Probe probe = people.get(network);
        if (probe == null) {
            throw new IllegalArgumentException("Nobody is on " + network);
        }
        return probe;
    }

    /// Everybody logs out, so that the accounts are free for whoever tries them.
    public void leave() throws IOException {
        for (Probe probe : people.values()) {
            probe.close();
        }
        people.clear();
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}

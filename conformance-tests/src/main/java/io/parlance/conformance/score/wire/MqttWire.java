package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;

import io.parlance.conformance.probe.MqttSession;
import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.target.Account;

import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;

/// A chat client on MQTT, by `docs/mqtt-convention.md`.
public final class MqttWire implements Wire, MqttSession.Listener {

    private final Account account;
    private final FileHost files;
    private final Arrivals arrivals = new Arrivals();
    private final MqttSession session;

    /// Logs in.
    public MqttWire(Account account, FileHost files) throws MqttException {
        this.account = account;
        this.files = files;
        session = new MqttSession(account.server(), account.address(), account.password(), this);
        subscribe("user/" + account.address() + "/#");
        subscribe("reply/" + account.address());
        subscribe("user/+/presence");
        subscribe("user/+/profile");
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public Bindings names(String place, boolean room) {
        return new Bindings(
                Map.of(
                        "to",
                        place,
                        "place",
                        (room ? "room/" : "user/") + level(place),
                        "at",
                        (room ? "%23" : "") + level(place),
                        "me",
                        account.address(),
                        "nick",
                        account.nick()));
    }

    /// A template is a command's JSON, or `PUBLISH topic` and a payload below.
    @Override
    public Sent send(String template, Bindings names) throws Exception {
        String whole = template.strip();
        String line = "PUBLISH {place}/cmd/{me}";
        String body = whole;
        if (whole.startsWith("PUBLISH ")) {
            int end = whole.indexOf('\n');
            line = end < 0 ? whole : whole.substring(0, end);
            body = end < 0 ? "" : whole.substring(end + 1);
        }
        boolean retained = line.startsWith("PUBLISH retained ");
        String path = line.substring(line.lastIndexOf(' ') + 1);
        String topic = topic(names.expand(path, it -> it));
        String payload = names.expand(body, MatrixWire::quote);
        long nanos = System.nanoTime();
        session.publish(topic, payload, 1, retained);
        return new Sent(names.value("id"), "PUBLISH " + topic + "\n" + payload, nanos);
    }

    @Override
    public String ownRef(Sent sent, boolean room) {
        return sent.id();
    }

    @Override
    public void enter(String room, boolean make) throws MqttException {
        subscribe("room/" + level(room) + "/#");
    }

    @Override
    public void befriend(String ghost) throws MqttException {
        String topic = topic("user/" + level(ghost) + "/cmd/" + account.address());
        session.publish(topic, "{\"type\":\"subscribe\"}", 1, false);
    }

    @Override
    public String host(String name, String type, byte[] content) {
        return files.host(name, type, content);
    }

    private void subscribe(String path) throws MqttException {
        session.subscribe(topic(path));
    }

    private String topic(String path) {
        return "im/v1/" + account.realm() + "/" + path;
    }

    private static String level(String id) {
        return id.replace("%", "%25").replace("/", "%2F").replace("+", "%2B").replace("#", "%23");
    }

    @Override
    public void arrived(String topic, String payload, boolean retained) throws IOException {
        String path = topic.substring(topic("").length());
        if (payload.isEmpty() || path.contains("/cmd/") || retained) {
            return;
        }
        String[] level = path.split("/", -1);
        @Nullable String room = level[0].equals("room") ? level[1] : null;
        JsonNode json = MqttFacts.members(payload);
        boolean own = json.path("from").path("id").asText().equals(account.address());
        boolean said =
                !own && path.endsWith("/evt") && !json.path("type").asText().equals("failure");
        String id = json.path("id").asText();
        Facts facts = MqttFacts.of(path, json);
        arrivals.add(
                new Arrival(
                        System.nanoTime(),
                        room,
                        id,
                        id,
                        said ? json.path("text").asText("") : "",
                        "PUBLISH " + topic + "\n" + payload,
                        facts));
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    @Override
    public void broken(String why) {
        System.err.println("parlance: " + account + ": " + why);
    }
}

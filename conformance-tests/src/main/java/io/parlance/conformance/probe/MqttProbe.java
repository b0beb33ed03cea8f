package io.parlance.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.parlance.conformance.lab.LabEnv;

import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.UUID;

/// A chat client on MQTT, by the topic convention in `docs/mqtt-convention.md`.
public final class MqttProbe implements Probe, MqttSession.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String realm;
    private final String me;
    private final Sightings sightings = new Sightings();
    private final MqttSession session;

    /// Logs in as `name`.
    public MqttProbe(LabEnv lab, String name) throws MqttException {
        LabEnv.Account account = lab.account("MQTT_USERS", name);
        realm = lab.get("MQTT_REALM");
        me = account.name();
        session =
                new MqttSession(
                        lab.get("MQTT_HOST") + ":" + lab.get("MQTT_PORT"),
                        me,
                        account.password(),
                        this);
        subscribe("user/" + me + "/#");
        subscribe("reply/" + me);
        subscribe("user/+/presence");
    }

    @Override
    public String network() {
        return "mqtt";
    }

    @Override
    public String address() {
        return me;
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public String tell(String recipient, String text) throws Exception {
        return command("user/" + recipient, text);
    }

    @Override
    public void enter(String room) throws MqttException {
        subscribe("room/" + room + "/#");
    }

    @Override
    public String say(String room, String text) throws Exception {
        return command("room/" + room, text);
    }

    /// Sets the account's retained presence: `available`, `away`, `busy` or `offline`.
    public void presence(String show, String status) throws Exception {
        String json = JSON.createObjectNode().put("show", show).put("status", status).toString();
        publish("user/" + me + "/presence", json, 1, true);
    }

    /// Says whether the account is writing to a person.
    public void typing(String recipient, boolean active) throws Exception {
        String json = JSON.createObjectNode().put("active", active).toString();
        publish("user/" + me + "/typing/" + recipient, json, 0, false);
    }

    /// Publishes under the realm as it is: for what a well-behaved client would not send.
    public void publish(String path, String payload, int qos, boolean retained)
            throws MqttException {
        session.publish(topic(path), payload, qos, retained);
    }

    private String command(String path, String text) throws MqttException {
        String id = UUID.randomUUID().toString();
        String json = JSON.createObjectNode().put("id", id).put("text", text).toString();
        publish(path + "/cmd/" + me, json, 1, false);
        return id;
    }

    private void subscribe(String path) throws MqttException {
        session.subscribe(topic(path));
    }

    private String topic(String path) {
        return "im/v1/" + realm + "/" + path;
    }

    @Override
    public void arrived(String topic, String payload, boolean retained) throws IOException {
        String path = topic.substring(topic("").length());
        String[] level = path.split("/", -1);
        if (payload.isEmpty() || level.length < 2 || path.contains("/cmd/")) {
            return;
        }
        JsonNode json = payload.startsWith("{") ? JSON.readTree(payload) : JSON.createObjectNode();
        String room = level[0].equals("room") ? level[1] : null;
        switch (level[level.length - 1]) {
            case "presence" ->
                    sightings.add(
                            Seen.now("presence", level[1], null, null, "", show(json, payload)));
            case "evt", "typing", "receipt" -> sightings.add(event(json, room, payload));
            default -> {
                String kind = path.startsWith("reply/") ? "error" : "other";
                sightings.add(Seen.now(kind, level[1], null, room, "", payload));
            }
        }
    }

    private static String show(JsonNode json, String payload) {
        String status = json.path("status").asText("");
        return json.has("show")
                ? json.get("show").asText() + (status.isEmpty() ? "" : " " + status)
                : payload;
    }

    private static Seen event(JsonNode json, @Nullable String room, String payload) {
        JsonNode from = json.path("from");
        return Seen.now(
                json.path("type").asText("message"),
                from.path("id").asText(),
                from.path("name").asText(null),
                room,
                json.path("id").asText(),
                json.has("text") ? json.get("text").asText() : payload);
    }

    @Override
    public void close() throws IOException {
        session.close();
    }

    @Override
    public void broken(String why) {
        sightings.add(Seen.now("error", "broker", null, null, "", why));
    }
}

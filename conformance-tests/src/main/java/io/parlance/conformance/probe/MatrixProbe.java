package io.parlance.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.conformance.lab.LabEnv;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// A Matrix client by the client-server API. It joins every room it is invited to, as most people
/// do with a direct message.
public final class MatrixProbe implements Probe {
    private static final int SYNC_MS = 10_000;

    private final MatrixHttp http;
    private final String me;
    private final Sightings sightings = new Sightings();
    private final Map<String, String> directRooms = new ConcurrentHashMap<>();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Thread sync;
    private volatile String since;
    private volatile boolean closed;
    private volatile String shown = "online";

    /// Logs in as `name`, who sees what happens from now on.
    public MatrixProbe(LabEnv lab, String name) throws Exception {
        this(lab, name, null);
    }

    /// Logs in as `name`.
    ///
    /// @param since what [#since()] was when they logged out: they see what happened from then on
    public MatrixProbe(LabEnv lab, String name, @Nullable String since) throws Exception {
        LabEnv.Account account = lab.account("MATRIX_USERS", name);
        http = new MatrixHttp(lab.get("MATRIX_URL"));
        ObjectNode login = MatrixHttp.object().put("type", "m.login.password");
        login.put("password", account.password());
        login.putObject("identifier").put("type", "m.id.user").put("user", account.name());
        JsonNode session = http.send("POST", "/_matrix/client/v3/login", login);
        http.token(session.get("access_token").asText());
        me = session.get("user_id").asText();
        this.since = since == null ? now() : since;
        sync = Thread.ofVirtual().name("sync-" + name).start(this::follow);
    }

    private String now() throws Exception {
        JsonNode batch = http.send("GET", "/_matrix/client/v3/sync?timeout=0", null);
        return batch.get("next_batch").asText();
    }

    /// Up to where everything was seen.
    public String since() {
        return since;
    }

    @Override
    public String network() {
        return "matrix";
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
        String room = directRooms.get(recipient);
        if (room == null) {
            room = startDirect(recipient);
        }
        return send(room, text);
    }

    /// The room in which this account talks with `person` alone, or null before the first word.
    public @Nullable String directRoom(String person) {
        return directRooms.get(person);
    }

    /// Makes a public room with an alias.
    ///
    /// @return the room's id
    public String create(String localAlias, String name) throws Exception {
        ObjectNode room = MatrixHttp.object().put("preset", "public_chat").put("name", name);
        room.put("room_alias_name", localAlias);
        return http.send("POST", "/_matrix/client/v3/createRoom", room).get("room_id").asText();
    }

    @Override
    public void enter(String room) throws Exception {
        http.send(
                "POST", "/_matrix/client/v3/join/" + MatrixHttp.segment(room), MatrixHttp.object());
    }

    @Override
    public String say(String room, String text) throws Exception {
        return send(roomId(room), text);
    }

    /// Says whether the account is writing.
    public void typing(String room, boolean active) throws Exception {
        String path =
                "/_matrix/client/v3/rooms/%s/typing/%s"
                        .formatted(MatrixHttp.segment(roomId(room)), MatrixHttp.segment(me));
        http.send("PUT", path, MatrixHttp.object().put("typing", active).put("timeout", 20_000));
    }

    /// Says that the account has read up to an event.
    public void read(String room, String event) throws Exception {
        String path =
                "/_matrix/client/v3/rooms/%s/receipt/m.read/%s"
                        .formatted(MatrixHttp.segment(roomId(room)), MatrixHttp.segment(event));
        http.send("POST", path, MatrixHttp.object());
    }

    /// Sets the account's presence: `online`, `unavailable` or `offline`.
    public void presence(String presence, String status) throws Exception {
        // Each sync says it again, as clients do: one that says nothing makes the account online.
        shown = presence;
        String path = "/_matrix/client/v3/presence/" + MatrixHttp.segment(me) + "/status";
        http.send(
                "PUT",
                path,
                MatrixHttp.object().put("presence", presence).put("status_msg", status));
    }

    /// Sends any event: for what a plain client would not send.
    ///
    /// @return the event's id
    public String send(String room, String type, ObjectNode content) throws Exception {
        String path =
                "/_matrix/client/v3/rooms/%s/send/%s/%s"
                        .formatted(MatrixHttp.segment(roomId(room)), type, UUID.randomUUID());
        return http.send("PUT", path, content).get("event_id").asText();
    }

    /// The content of an event.
    public JsonNode content(String room, String event) throws Exception {
        String path =
                "/_matrix/client/v3/rooms/%s/event/%s"
                        .formatted(MatrixHttp.segment(room), MatrixHttp.segment(event));
        return http.send("GET", path, null).path("content");
    }

    private String send(String room, String text) throws Exception {
        ObjectNode content = MatrixHttp.object().put("msgtype", "m.text").put("body", text);
        return send(room, "m.room.message", content);
    }

    private String startDirect(String recipient) throws Exception {
        ObjectNode room = MatrixHttp.object().put("preset", "trusted_private_chat");
        room.put("is_direct", true);
        room.putArray("invite").add(recipient);
        String id =
                http.send("POST", "/_matrix/client/v3/createRoom", room).get("room_id").asText();
        directRooms.put(recipient, id);
        return id;
    }

    private String roomId(String room) throws Exception {
        if (!room.startsWith("#")) {
            return room;
        }
        String path = "/_matrix/client/v3/directory/room/" + MatrixHttp.segment(room);
        return http.send("GET", path, null).get("room_id").asText();
    }

    private void follow() {
        while (!closed) {
            try {
                String path =
                        "/_matrix/client/v3/sync?timeout=%d&since=%s&set_presence=%s"
                                .formatted(SYNC_MS, since, shown);
                JsonNode batch = http.send("GET", path, null);
                take(batch);
                since = batch.get("next_batch").asText();
            } catch (Exception e) {
                if (!closed) {
                    sightings.add(Seen.now("error", "homeserver", null, null, "", e.toString()));
                    return;
                }
            }
        }
    }

    private void take(JsonNode batch) throws Exception {
        for (var invite : batch.path("rooms").path("invite").properties()) {
            accept(invite.getKey(), invite.getValue().path("invite_state").path("events"));
        }
        for (var joined : batch.path("rooms").path("join").properties()) {
            JsonNode room = joined.getValue();
            room.path("state").path("events").forEach(this::name);
            for (JsonNode event : room.path("timeline").path("events")) {
                take(joined.getKey(), event);
            }
            for (JsonNode event : room.path("ephemeral").path("events")) {
                ephemeral(joined.getKey(), event);
            }
        }
        for (JsonNode event : batch.path("presence").path("events")) {
            JsonNode content = event.get("content");
            String status = content.path("status_msg").asText("");
            sightings.add(
                    Seen.now(
                            "presence",
                            event.get("sender").asText(),
                            null,
                            null,
                            "",
                            content.get("presence").asText()
                                    + (status.isEmpty() ? "" : " " + status)));
        }
    }

    private void accept(String room, JsonNode events) throws Exception {
        for (JsonNode event : events) {
            boolean mine =
                    event.path("type").asText().equals("m.room.member")
                            && event.path("state_key").asText().equals(me);
            if (mine && event.path("content").path("is_direct").asBoolean()) {
                directRooms.put(event.path("sender").asText(), room);
            }
        }
        enter(room);
    }

    private void name(JsonNode event) {
        String name = event.path("content").path("displayname").asText("");
        if (event.path("type").asText().equals("m.room.member") && !name.isEmpty()) {
            names.put(event.path("state_key").asText(), name);
        }
    }

    private void take(String room, JsonNode event) {
        name(event);
        String sender = event.path("sender").asText();
        JsonNode content = event.path("content");
        if (event.path("type").asText().equals("m.room.member")) {
            String membership = content.path("membership").asText();
            String kind = membership.equals("join") ? "join" : "leave";
            String who = event.path("state_key").asText();
            sightings.add(Seen.now(kind, who, names.get(who), room, "", membership));
        } else if (!sender.equals(me) && content.has("body")) {
            String shownRoom = directRooms.containsValue(room) ? null : room;
            sightings.add(
                    Seen.now(
                            "message",
                            sender,
                            names.get(sender),
                            shownRoom,
                            event.path("event_id").asText(),
                            content.get("body").asText()));
        }
    }

    private void ephemeral(String room, JsonNode event) {
        JsonNode content = event.path("content");
        if (event.path("type").asText().equals("m.typing")) {
            content.path("user_ids")
                    .forEach(
                            who ->
                                    sightings.add(
                                            Seen.now("typing", who.asText(), null, room, "", "")));
        } else {
            for (var receipt : content.properties()) {
                for (var reader : receipt.getValue().path("m.read").properties()) {
                    String id = receipt.getKey();
                    sightings.add(Seen.now("receipt", reader.getKey(), null, room, id, "read"));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        http.close();
        sync.interrupt();
    }
}

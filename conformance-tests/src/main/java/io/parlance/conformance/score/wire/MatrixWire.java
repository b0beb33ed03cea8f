package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.conformance.probe.MatrixHttp;
import io.parlance.conformance.score.cases.Arrival;
import io.parlance.conformance.score.cases.Bindings;
import io.parlance.conformance.score.cases.Facts;
import io.parlance.conformance.score.target.Account;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A Matrix client (client-server API). It joins whatever it is invited to.
public final class MatrixWire implements Wire {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/_matrix/client/v3";

    /// Nobody can put out those who have as much power as they: so the gateway, which is the first
    /// of the staff, gets more than the account itself, and the rest of the staff less.
    private static final int FIRST = 100;

    private static final int OWN = 90;
    private static final int STAFF = 75;
    private static final int SYNC_MS = 10_000;

    private final Account account;
    private final MatrixHttp calls;
    private final Arrivals arrivals = new Arrivals();
    private final Map<String, String> directRooms = new ConcurrentHashMap<>();
    private final Set<String> rooms = ConcurrentHashMap.newKeySet();
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Thread sync;
    private volatile boolean closed;

    /// Logs in.
    public MatrixWire(Account account) throws Exception {
        this.account = account;
        calls = new MatrixHttp(account.server());
        if (account.token().isEmpty()) {
            ObjectNode login = JSON.createObjectNode().put("type", "m.login.password");
            login.put("password", account.password());
            login.putObject("identifier").put("type", "m.id.user").put("user", account.local());
            calls.token(
                    calls.sendJson("POST", API + "/login", login.toString())
                            .path("access_token")
                            .asText());
        } else {
            calls.token(account.token());
        }
        String since =
                calls.sendJson("GET", API + "/sync?set_presence=offline&timeout=0", null)
                        .path("next_batch")
                        .asText();
        sync = Thread.ofVirtual().name("matrix-" + account.address()).start(() -> follow(since));
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public Bindings names(String place, boolean room) throws Exception {
        Map<String, String> names = new HashMap<>();
        names.put("to", place);
        names.put("me", account.address());
        names.put("nick", account.nick());
        names.put("room", room ? roomId(place) : directRooms.getOrDefault(place, "none"));
        return new Bindings(names);
    }

    /// A template is the content of a message, or a request: method and path in the first line.
    @Override
    public Sent send(String template, Bindings names) throws Exception {
        String whole = template.strip();
        String line = "PUT /rooms/{room}/send/m.room.message/{id}";
        String body = whole;
        if (!whole.startsWith("{\"")) {
            int end = whole.indexOf('\n');
            line = end < 0 ? whole : whole.substring(0, end);
            body = end < 0 ? "{}" : whole.substring(end + 1);
        }
        if (line.startsWith("POWER ")) {
            return power(names.expand(line, it -> it).split(" ", 3), names.value("room"));
        }
        String[] request = names.expand(line, MatrixHttp::segment).split(" ", 2);
        String content = names.expand(body, MatrixWire::quote);
        long nanos = System.nanoTime();
        JsonNode answer = calls.sendJson(request[0], API + request[1], content);
        String id = answer.path("event_id").asText("");
        return new Sent(id, request[0] + " " + request[1] + "\n" + content, nanos);
    }

    /// `POWER user level` gives somebody a power level; that is one entry in the state of all.
    private Sent power(String[] words, String room) throws Exception {
        String path = API + "/rooms/" + MatrixHttp.segment(room) + "/state/m.room.power_levels";
        ObjectNode levels = (ObjectNode) calls.sendJson("GET", path, null);
        levels.withObjectProperty("users").put(words[1], Integer.parseInt(words[2]));
        long nanos = System.nanoTime();
        JsonNode answer = calls.sendJson("PUT", path, levels.toString());
        return new Sent(answer.path("event_id").asText(""), "PUT " + path + "\n" + levels, nanos);
    }

    static String quote(String text) {
        String quoted = JSON.getNodeFactory().textNode(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    @Override
    public String ownRef(Sent sent, boolean room) {
        return sent.id();
    }

    @Override
    public void enter(String room, boolean make) throws Exception {
        if (make) {
            ObjectNode wish = JSON.createObjectNode().put("preset", "public_chat");
            wish.put("room_alias_name", room.substring(1, room.indexOf(':')));
            if (!account.staff().isEmpty()) {
                // From version 12 on, the maker must not be named among those with power.
                wish.put("room_version", "11");
                ObjectNode levels = wish.putObject("power_level_content_override");
                levels.putObject("events").put("m.room.power_levels", STAFF);
                ObjectNode users = levels.putObject("users").put(account.address(), OWN);
                account.staff().forEach(each -> users.put(each, STAFF));
                users.put(account.staff().getFirst(), FIRST);
            }
            calls.sendJson("POST", API + "/createRoom", wish.toString());
        } else {
            calls.sendJson("POST", API + "/join/" + MatrixHttp.segment(room), "{}");
        }
    }

    /// Makes a room for two, unless the ghost did.
    @Override
    public void befriend(String ghost) throws Exception {
        if (directRooms.containsKey(ghost)) {
            return;
        }
        ObjectNode room = JSON.createObjectNode().put("preset", "trusted_private_chat");
        room.put("is_direct", true);
        room.putArray("invite").add(ghost);
        JsonNode made = calls.sendJson("POST", API + "/createRoom", room.toString());
        String id = made.path("room_id").asText();
        rooms.add(id);
        directRooms.put(ghost, id);
    }

    @Override
    public String host(String name, String type, byte[] content) throws Exception {
        return calls.upload(name, type, content);
    }

    private String roomId(String room) throws Exception {
        if (!room.startsWith("#")) {
            return room;
        }
        String known = aliases.get(room);
        if (known == null) {
            String path = API + "/directory/room/" + MatrixHttp.segment(room);
            known = calls.sendJson("GET", path, null).path("room_id").asText();
            aliases.put(room, known);
        }
        return known;
    }

    private void follow(String start) {
        String since = start;
        while (!closed) {
            try {
                // Else each sync would set the account's presence to online.
                String path =
                        API + "/sync?set_presence=offline&timeout=" + SYNC_MS + "&since=" + since;
                JsonNode batch = calls.sendJson("GET", path, null);
                since = batch.path("next_batch").asText();
                take(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (!closed) {
                    System.err.println("parlance: " + account + " hears nothing more: " + e);
                }
                return;
            }
        }
    }

    private void take(JsonNode batch) throws Exception {
        for (var invite : batch.path("rooms").path("invite").properties()) {
            accept(invite.getKey(), invite.getValue().path("invite_state").path("events"));
        }
        // Whoever is put out hears so in the room's last batch, which stands apart.
        for (String how : new String[] {"join", "leave"}) {
            for (var room : batch.path("rooms").path(how).properties()) {
                for (String part : new String[] {"state", "timeline", "ephemeral"}) {
                    for (JsonNode event : room.getValue().path(part).path("events")) {
                        take(room.getKey(), event);
                    }
                }
            }
        }
        batch.path("presence").path("events").forEach(event -> take("", event));
    }

    private void accept(String room, JsonNode events) throws Exception {
        for (JsonNode event : events) {
            boolean mine = event.path("state_key").asText().equals(account.address());
            if (mine) {
                take("", event);
            }
            if (mine && event.path("content").path("is_direct").asBoolean()) {
                rooms.add(room);
                directRooms.putIfAbsent(event.path("sender").asText(), room);
            }
        }
        enter(room, false);
    }

    private void take(String room, JsonNode event) {
        String shown = null;
        if (!room.isEmpty() && !rooms.contains(room)) {
            shown = room;
            for (var alias : aliases.entrySet()) {
                if (alias.getValue().equals(room)) {
                    shown = alias.getKey();
                }
            }
        }
        Facts facts = MatrixFacts.of(event);
        String id = event.path("event_id").asText();
        boolean own = event.path("sender").asText().equals(account.address());
        String body = own ? "" : event.path("content").path("body").asText("");
        arrivals.add(new Arrival(System.nanoTime(), shown, id, id, body, event.toString(), facts));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        sync.interrupt();
        calls.close();
    }
}

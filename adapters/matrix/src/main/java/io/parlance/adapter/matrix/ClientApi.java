package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The part of the client-server API that the gateway uses, one method per endpoint. `as` is always
/// the user to act as: the gateway's own, or a ghost (Application Service API, "Identity
/// assertion"). Futures fail with [MatrixFault] only.
final class ClientApi {
    private static final String V3 = "/_matrix/client/v3";

    private final HomeserverClient http;

    ClientApi(HomeserverClient http) {
        this.http = http;
    }

    /// Asks which versions the server speaks; needs no token.
    Future<JsonNode> versions() {
        return http.call(HttpMethod.GET, "/_matrix/client/versions", null, null);
    }

    /// Asks the homeserver to try whether it reaches the gateway (Application Service API,
    /// "Pinging").
    Future<JsonNode> ping(String id) {
        String path = "/_matrix/client/v1/appservice/" + encoded(id) + "/ping";
        return http.call(HttpMethod.POST, path, null, Json.object().put("transaction_id", "start"));
    }

    Future<JsonNode> whoami(String as) {
        return http.call(HttpMethod.GET, V3 + "/account/whoami", as, null);
    }

    /// Makes an account in the gateway's namespace ("Server admin style permissions").
    Future<JsonNode> register(String localpart) {
        ObjectNode body =
                Json.object()
                        .put("type", "m.login.application_service")
                        .put("username", localpart)
                        .put("inhibit_login", true);
        return http.call(HttpMethod.POST, V3 + "/register", null, body);
    }

    Future<JsonNode> setDisplayName(String as, String name) {
        return http.call(
                HttpMethod.PUT,
                V3 + "/profile/" + encoded(as) + "/displayname",
                as,
                Json.object().put("displayname", name));
    }

    Future<JsonNode> setAvatar(String as, String mxc) {
        return http.call(
                HttpMethod.PUT,
                V3 + "/profile/" + encoded(as) + "/avatar_url",
                as,
                Json.object().put("avatar_url", mxc));
    }

    Future<JsonNode> profile(String as, String user) {
        return http.call(HttpMethod.GET, V3 + "/profile/" + encoded(user), as, null);
    }

    Future<String> createRoom(String as, ObjectNode body) {
        return http.call(HttpMethod.POST, V3 + "/createRoom", as, body).map(Json.text("room_id"));
    }

    /// Joins a room by id or alias, and gives its id.
    Future<String> join(String as, String room) {
        return join(as, room, MatrixIds.server(room));
    }

    /// The same by a server that is in the room.
    Future<String> join(String as, String room, String server) {
        String via = server.isEmpty() ? "" : "?server_name=" + encoded(server);
        return http.call(HttpMethod.POST, V3 + "/join/" + encoded(room) + via, as, Json.object())
                .map(Json.text("room_id"));
    }

    Future<JsonNode> leave(String as, String roomId, @Nullable String reason) {
        ObjectNode body = Json.object();
        if (reason != null) {
            body.put("reason", reason);
        }
        return http.call(HttpMethod.POST, room(roomId) + "/leave", as, body);
    }

    Future<JsonNode> invite(String as, String roomId, String user) {
        return http.call(
                HttpMethod.POST, room(roomId) + "/invite", as, Json.object().put("user_id", user));
    }

    /// Puts somebody out, bans them or lets them back in.
    ///
    /// @param action `kick`, `ban` or `unban`
    Future<JsonNode> moderate(
            String as, String roomId, String action, String user, @Nullable String reason) {
        ObjectNode body = Json.object().put("user_id", user);
        if (reason != null) {
            body.put("reason", reason);
        }
        return http.call(HttpMethod.POST, room(roomId) + "/" + action, as, body);
    }

    Future<JsonNode> joinedMembers(String as, String roomId) {
        return http.call(HttpMethod.GET, room(roomId) + "/joined_members", as, null);
    }

    /// The newest `limit` events of a room, newest first, in `chunk`.
    Future<JsonNode> latest(String as, String roomId, int limit) {
        String path = room(roomId) + "/messages?dir=b&limit=" + limit;
        return http.call(HttpMethod.GET, path, as, null);
    }

    Future<JsonNode> event(String as, String roomId, String event) {
        return http.call(HttpMethod.GET, room(roomId) + "/event/" + encoded(event), as, null);
    }

    /// What the content repository takes, in `m.upload.size`: behind a token since Matrix 1.11.
    Future<JsonNode> mediaConfig() {
        return http.call(HttpMethod.GET, "/_matrix/client/v1/media/config", null, null)
                .recover(_ -> http.call(HttpMethod.GET, "/_matrix/media/v3/config", null, null));
    }

    Future<JsonNode> joinedRooms(String as) {
        return http.call(HttpMethod.GET, V3 + "/joined_rooms", as, null);
    }

    Future<JsonNode> state(String as, String roomId) {
        return http.call(HttpMethod.GET, room(roomId) + "/state", as, null);
    }

    Future<JsonNode> state(String as, String roomId, String type, String key) {
        return http.call(HttpMethod.GET, statePath(roomId, type, key), as, null);
    }

    Future<JsonNode> setState(
            String as, String roomId, String type, String key, ObjectNode content) {
        return http.call(HttpMethod.PUT, statePath(roomId, type, key), as, content);
    }

    Future<JsonNode> setAlias(String as, String alias, String roomId) {
        ObjectNode body = Json.object().put("room_id", roomId);
        return http.call(HttpMethod.PUT, V3 + "/directory/room/" + encoded(alias), as, body);
    }

    Future<JsonNode> removeAlias(String as, String alias) {
        return http.call(HttpMethod.DELETE, V3 + "/directory/room/" + encoded(alias), as, null);
    }

    /// Where an alias leads.
    Future<String> resolve(String as, String alias) {
        return http.call(HttpMethod.GET, V3 + "/directory/room/" + encoded(alias), as, null)
                .map(Json.text("room_id"));
    }

    /// Sends an event and gives its id. The same user and transaction id give the same event again.
    ///
    /// @param at the time to show for it ("Timestamp massaging"), or null for now
    Future<String> send(
            String as,
            String roomId,
            String type,
            String txn,
            ObjectNode content,
            @Nullable Instant at) {
        String path = room(roomId) + "/send/" + encoded(type) + "/" + encoded(txn);
        String ts = at == null ? "" : "?ts=" + at.toEpochMilli();
        return http.call(HttpMethod.PUT, path + ts, as, content).map(Json.text("event_id"));
    }

    Future<String> redact(
            String as, String roomId, String event, String txn, @Nullable String reason) {
        ObjectNode body = Json.object();
        if (reason != null) {
            body.put("reason", reason);
        }
        String path = room(roomId) + "/redact/" + encoded(event) + "/" + encoded(txn);
        return http.call(HttpMethod.PUT, path, as, body).map(Json.text("event_id"));
    }

    Future<JsonNode> typing(String as, String roomId, boolean active, int millis) {
        ObjectNode body = Json.object().put("typing", active);
        if (active) {
            body.put("timeout", millis);
        }
        return http.call(HttpMethod.PUT, room(roomId) + "/typing/" + encoded(as), as, body);
    }

    Future<JsonNode> read(String as, String roomId, String event) {
        String path = room(roomId) + "/receipt/m.read/" + encoded(event);
        return http.call(HttpMethod.POST, path, as, Json.object());
    }

    Future<JsonNode> presence(String as, ObjectNode status) {
        String path = V3 + "/presence/" + encoded(as) + "/status";
        return http.call(HttpMethod.PUT, path, as, status);
    }

    private static String statePath(String roomId, String type, String key) {
        return room(roomId) + "/state/" + encoded(type) + "/" + encoded(key);
    }

    private static String room(String roomId) {
        return V3 + "/rooms/" + encoded(roomId);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

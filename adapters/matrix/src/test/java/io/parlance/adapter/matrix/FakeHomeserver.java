package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A homeserver as far as the adapter needs one, and as bad as a test wants it: rate-limiting,
/// never answering, forgetful (it does what is asked, and answers with an error).
final class FakeHomeserver {
    static final String TOKEN = "as-secret";

    /// What was asked.
    record Asked(String method, String path, String as, JsonNode body) {
        boolean is(String method, String part) {
            return this.method.equals(method) && path.contains(part);
        }
    }

    /// How a request is treated.
    enum Mood {
        /// As it should be.
        GOOD,
        /// 429, to come back after 1,500 ms.
        RATE_LIMITING,
        /// No answer ever.
        SILENT,
        /// Done, but answered with 500.
        FORGETFUL,
        /// 403.
        FORBIDDING,
        /// 403, until the user joins or is invited.
        CLOSED,
        /// 401, unknown token.
        STRANGE
    }

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> sent = new ConcurrentHashMap<>();
    final Map<String, String> aliases = new ConcurrentHashMap<>();
    final Map<String, Set<String>> members = new ConcurrentHashMap<>();
    final Map<String, String> authors = new ConcurrentHashMap<>();
    volatile String predecessor = "";
    volatile JsonNode powers = Json.object();
    private final Map<String, ArrayNode> state = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final HttpServer server;
    private volatile Mood mood = Mood.GOOD;
    private volatile Predicate<Asked> when = _ -> true;
    private final AtomicInteger times = new AtomicInteger();

    FakeHomeserver(Vertx vertx, int port) {
        server =
                vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                        .requestHandler(this::handle);
        server.listen().await();
    }

    int port() {
        return server.actualPort();
    }

    void close() {
        server.close().await();
    }

    /// Behaves so for requests that match, so many times.
    void be(Mood mood, int times, Predicate<Asked> when) {
        this.when = when;
        this.times.set(times);
        this.mood = mood;
    }

    void be(Mood mood) {
        be(mood, Integer.MAX_VALUE, _ -> true);
    }

    List<Asked> asked(String method, String part) {
        return asked.stream().filter(a -> a.is(method, part)).toList();
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .onSuccess(
                        buffer -> {
                            try {
                                JsonNode body =
                                        buffer.length() == 0 || request.uri().contains("/upload")
                                                ? Json.object().put("bytes", buffer.length())
                                                : Json.parse(buffer.getBytes());
                                String as = request.getParam("user_id");
                                String path =
                                        URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
                                Asked it =
                                        new Asked(
                                                request.method().name(),
                                                path,
                                                as == null ? "" : as,
                                                body);
                                asked.add(it);
                                treat(request, it);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }

    private void treat(HttpServerRequest request, Asked it) {
        boolean struck = mood != Mood.GOOD && when.test(it) && times.getAndDecrement() > 0;
        switch (struck ? mood : Mood.GOOD) {
            case GOOD -> good(request, it);
            case RATE_LIMITING ->
                    answer(
                            request,
                            429,
                            Json.object()
                                    .put("errcode", "M_LIMIT_EXCEEDED")
                                    .put("retry_after_ms", 1500));
            case SILENT -> {}
            case FORGETFUL -> {
                result(it);
                error(request, 500, "M_UNKNOWN");
            }
            case FORBIDDING, CLOSED -> error(request, 403, "M_FORBIDDEN");
            case STRANGE -> error(request, 401, "M_UNKNOWN_TOKEN");
        }
    }

    private void good(HttpServerRequest request, Asked it) {
        if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
            error(request, 401, "M_UNKNOWN_TOKEN");
            return;
        }
        JsonNode result = result(it);
        if (result == null) {
            error(request, 404, "M_NOT_FOUND");
        } else {
            answer(request, 200, result);
        }
    }

    /// Another bridge is in the room.
    void bridge(String roomId, String bot) {
        ArrayNode events = Json.object().putArray("state");
        ObjectNode event = events.addObject().put("type", "m.bridge").put("sender", bot);
        event.putObject("content").put("bridgebot", bot);
        state.put(roomId, events);
    }

    private @Nullable JsonNode result(Asked it) {
        String path = it.path().replace("/_matrix/client/v3", "");
        if (path.endsWith("/upload")) {
            return Json.object().put("content_uri", "mxc://hs.test/up" + counter.incrementAndGet());
        }
        if (path.endsWith("/media/config")) {
            return Json.object().put("m.upload.size", 500_000);
        }
        if (path.contains("/event/")) {
            String author = authors.get(path.substring(path.lastIndexOf('/') + 1));
            return author == null ? null : Json.object().put("sender", author);
        }
        if (path.contains("/state/m.room.create")) {
            ObjectNode create = Json.object();
            create.putObject("predecessor").put("room_id", predecessor);
            return create;
        }
        if (path.contains("/m.room.power_levels")) {
            return powers;
        }
        if (path.endsWith("/whoami")) {
            return Json.object().put("user_id", it.as());
        }
        if (path.contains("/send/") || path.contains("/redact/")) {
            String id = sent.computeIfAbsent(it.as() + path, _ -> "$e" + counter.incrementAndGet());
            return Json.object().put("event_id", id);
        }
        if (path.startsWith("/join/")) {
            String room = path.substring("/join/".length());
            String id = aliases.getOrDefault(room, room);
            members(id).add(it.as());
            return id.startsWith("!") ? Json.object().put("room_id", id) : null;
        }
        if (path.equals("/createRoom")) {
            return created(it);
        }
        if (path.endsWith("/joined_members")) {
            ObjectNode answer = Json.object();
            ObjectNode joined = answer.putObject("joined");
            members(path.substring("/rooms/".length(), path.lastIndexOf('/')))
                    .forEach(joined::putObject);
            return answer;
        }
        if (path.endsWith("/state")) {
            String room = path.substring("/rooms/".length(), path.lastIndexOf('/'));
            return state.getOrDefault(room, Json.object().putArray("none"));
        }
        if (path.startsWith("/profile/") && it.method().equals("GET")) {
            return path.contains("nobody") ? null : Json.object().put("displayname", "Alice");
        }
        return Json.object();
    }

    private ObjectNode created(Asked it) {
        String id = "!made" + counter.incrementAndGet() + ":hs.test";
        members(id).add(it.as());
        String alias = Json.text(it.body(), "room_alias_name");
        if (alias != null) {
            aliases.put("#" + alias + ":hs.test", id);
        }
        return Json.object().put("room_id", id);
    }

    private Set<String> members(String roomId) {
        return members.computeIfAbsent(roomId, _ -> ConcurrentHashMap.newKeySet());
    }

    private static void error(HttpServerRequest request, int status, String code) {
        answer(request, status, Json.object().put("errcode", code).put("error", "fake"));
    }

    private static void answer(HttpServerRequest request, int status, JsonNode body) {
        request.response().setStatusCode(status).end(Json.bytes(body));
    }
}

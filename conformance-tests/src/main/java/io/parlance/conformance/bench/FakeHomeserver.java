package io.parlance.conformance.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A homeserver that speaks just what an application service needs, because Synapse carries some
/// dozens of events a second: it says yes to everything, gives out room and event ids, answers a
/// repeated transaction id with the same event, and pushes events as Synapse does, at most 100 in a
/// transaction and one transaction at a time. It can be slow, or never answer. Confined to one
/// event loop.
final class FakeHomeserver {
    static final String SERVER = "hs.test";
    private static final int BATCH = 100;
    private static final int REMEMBERED = 100_000;
    private static final Pattern PATH = Pattern.compile("/_matrix/client/v3/([^/?]+)/?([^?]*).*");
    private static final Pattern SEND = Pattern.compile("([^/]+)/send/[^/]+/(.+)");

    private final Vertx vertx;
    private final Tokens tokens;
    private final Listener listener;
    private final HttpServer server;
    private final HttpClient client;
    private final BigFile file;
    private final Queue<String> events = new ArrayDeque<>();
    private final Map<String, String> transactions =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private Consumer<Runnable> pace = Runnable::run;
    private long ids;
    private long pushes;
    private boolean pushing;
    private int appservicePort;

    /// What authenticates either side.
    record Tokens(String appservice, String homeserver) {
        @Override
        public String toString() {
            return "tokens";
        }
    }

    /// Who hears what the gateway does.
    interface Listener {
        /// Somebody entered a room.
        void joined(String room, @Nullable String user);

        /// A message was sent, for the first time.
        void sent(String body);

        /// A push was answered: all that came of it was handed over.
        void endOfBatch();
    }

    FakeHomeserver(Vertx vertx, Tokens tokens, Listener listener) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.listener = listener;
        this.client = vertx.createHttpClient();
        this.file = new BigFile(vertx);
        this.server =
                vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                        .requestHandler(this::handle);
    }

    /// Opens a port for the gateway.
    Future<Integer> listen() {
        return server.listen(0, "127.0.0.1").map(HttpServer::actualPort);
    }

    /// Where the application service listens.
    void appservice(int port) {
        appservicePort = port;
    }

    /// The large file that is served and taken here.
    BigFile file() {
        return file;
    }

    /// Answers at once.
    void fast() {
        pace = Runnable::run;
    }

    /// Answers after a time.
    void slow(long millis) {
        pace = answer -> vertx.setTimer(millis, _ -> answer.run());
    }

    /// Does not answer at all.
    void mute() {
        pace = _ -> {};
    }

    /// Brings an event to the application service, with the next [#push()].
    ///
    /// @param fields the event's type, sender, content and what else it has, as JSON fields
    void add(String room, String fields) {
        events.add(
                "{\"room_id\":\""
                        + room
                        + "\",\"event_id\":\"$"
                        + ids++
                        + "\",\"origin_server_ts\":"
                        + System.currentTimeMillis()
                        + ","
                        + fields
                        + "}");
    }

    /// Sends what was added, unless the last transaction is still under way.
    void push() {
        if (pushing || events.isEmpty()) {
            return;
        }
        StringBuilder body = new StringBuilder("{\"events\":[");
        for (int i = 0; i < BATCH && !events.isEmpty(); i++) {
            body.append(i == 0 ? "" : ",").append(events.remove());
        }
        body.append("]}");
        pushing = true;
        transaction("bench" + pushes++, body.toString());
    }

    private void transaction(String id, String body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.PUT)
                        .setHost("127.0.0.1")
                        .setPort(appservicePort)
                        .setURI("/_matrix/app/v1/transactions/" + id);
        client.request(options)
                .compose(
                        request ->
                                request.putHeader("Authorization", "Bearer " + tokens.homeserver())
                                        .send(Buffer.buffer(body)))
                .compose(response -> response.body().map(_ -> response.statusCode()))
                .onComplete(
                        done -> {
                            if (done.succeeded() && done.result() == 200) {
                                pushing = false;
                                listener.endOfBatch();
                                push();
                            } else {
                                // As a homeserver does: the same one again, later.
                                vertx.setTimer(500, _ -> transaction(id, body));
                            }
                        });
    }

    private void handle(HttpServerRequest request) {
        if (request.uri().contains("/" + BigFile.NAME)) {
            file.serve(request);
            return;
        }
        if (request.uri().startsWith("/_matrix/media/v3/upload")) {
            String uri = "{\"content_uri\":\"mxc://" + SERVER + "/" + ids++ + "\"}";
            file.take(request, () -> reply(request, 200, uri));
            return;
        }
        request.body()
                .onSuccess(body -> pace.accept(() -> answer(request, body)))
                .onFailure(_ -> request.connection().close());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        if (request.response().closed()) {
            return;
        }
        if (!("Bearer " + tokens.appservice()).equals(request.getHeader("Authorization"))) {
            reply(request, 401, "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"no\"}");
            return;
        }
        Matcher path = PATH.matcher(request.uri());
        if (!path.matches()) {
            reply(request, 200, "{\"versions\":[\"v1.11\"]}");
            return;
        }
        String argument = decoded(path.group(2));
        switch (path.group(1)) {
            case "account" -> reply(request, 200, "{\"user_id\":\"" + user(request) + "\"}");
            case "createRoom" -> reply(request, 200, "{\"room_id\":\"!" + ids++ + ":hs.test\"}");
            case "join" -> joined(request, argument);
            case "rooms" -> inRoom(request, path.group(2), body);
            default -> reply(request, 200, "{}");
        }
    }

    private void joined(HttpServerRequest request, String room) {
        String id = room.startsWith("#") ? "!" + room.substring(1) : room;
        reply(request, 200, "{\"room_id\":\"" + id + "\"}");
        listener.joined(id, user(request));
    }

    private void inRoom(HttpServerRequest request, String path, Buffer body) {
        Matcher send = SEND.matcher(path);
        if (send.matches()) {
            String known = transactions.get(send.group(2));
            String id = known == null ? "$" + ids++ : known;
            reply(request, 200, "{\"event_id\":\"" + id + "\"}");
            if (known == null) {
                transactions.put(send.group(2), id);
                listener.sent(body.toString());
            }
        } else if (path.endsWith("/joined_members")) {
            reply(request, 200, "{\"joined\":{}}");
        } else if (path.endsWith("/state")) {
            reply(request, 200, "[]");
        } else if (path.contains("/messages")) {
            reply(request, 200, "{\"chunk\":[]}");
        } else if (request.method().equals(HttpMethod.GET)) {
            reply(request, 404, "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"no such state\"}");
        } else {
            reply(request, 200, "{\"event_id\":\"$" + ids++ + "\"}");
        }
    }

    private static String user(HttpServerRequest request) {
        String asserted = request.getParam("user_id");
        return asserted == null ? "@parlance:" + SERVER : asserted;
    }

    private static void reply(HttpServerRequest request, int status, String body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    Future<Void> close() {
        return client.close().compose(_ -> server.close());
    }
}

package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The HTTP server that the homeserver talks to (Application Service API). Nothing of a request's
/// body is read before its token was found right.
final class Appservice {
    private static final Logger LOG = LoggerFactory.getLogger(Appservice.class);
    private static final int MAX_BODY = 32 * 1024 * 1024;

    /// The paths of the spec, and those from before it, without the first part.
    private static final Pattern PATH =
            Pattern.compile(
                    "(?:/_matrix/app/v1)?/(transactions|users|rooms|ping)(?:/([^/]{1,1024}))?");

    private final Vertx vertx;
    private final MatrixConfig config;
    private final TokenCheck tokens;
    private final Transactions transactions;
    private final Queries queries;
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable HttpServer server;

    Appservice(
            Vertx vertx,
            MatrixConfig config,
            TokenCheck tokens,
            Transactions transactions,
            Queries queries) {
        this.vertx = vertx;
        this.config = config;
        this.tokens = tokens;
        this.transactions = transactions;
        this.queries = queries;
    }

    /// Opens the listener; the failure says what to do.
    Future<Void> listen() {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(config.listenHost())
                        .setPort(config.listenPort())
                        .setTcpNoDelay(true)
                        .setIdleTimeout(300);
        server = vertx.createHttpServer(options).requestHandler(this::handle);
        return server.listen()
                .<Void>mapEmpty()
                .recover(
                        cause ->
                                Future.failedFuture(
                                        new IOException(
                                                "Cannot listen on "
                                                        + config.listenHost()
                                                        + ":"
                                                        + config.listenPort()
                                                        + " for the homeserver ("
                                                        + cause.getMessage()
                                                        + "); free the port, or set another under"
                                                        + " `listen` and in the registration file",
                                                cause)));
    }

    private void handle(HttpServerRequest request) {
        TokenCheck.Verdict verdict = tokens.check(request);
        if (verdict != TokenCheck.Verdict.RIGHT) {
            error(
                    request,
                    verdict == TokenCheck.Verdict.MISSING ? 401 : 403,
                    verdict == TokenCheck.Verdict.MISSING ? "M_UNAUTHORIZED" : "M_FORBIDDEN",
                    "the hs_token of the gateway's registration file is needed");
            return;
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            error(request, 404, "M_UNRECOGNIZED", "no such endpoint");
            return;
        }
        String argument = path.group(2) == null ? "" : decoded(path.group(2));
        switch (path.group(1)) {
            case "transactions" -> transaction(request, argument);
            case "ping" -> ping(request);
            case "users" -> query(request, queries.user(argument));
            default -> query(request, queries.room(argument));
        }
    }

    private void transaction(HttpServerRequest request, String id) {
        if (!request.method().equals(HttpMethod.PUT) || id.isEmpty()) {
            error(request, 405, "M_UNRECOGNIZED", "a transaction is PUT, with an id");
            return;
        }
        body(request).onSuccess(body -> transaction(request, id, body));
    }

    private void transaction(HttpServerRequest request, String id, Buffer body) {
        JsonNode json;
        try {
            json = Json.parse(body.getBytes());
        } catch (IOException e) {
            LOG.warn("A transaction that is no JSON: {}", e.getMessage());
            error(request, 400, "M_NOT_JSON", "the body is no well-formed JSON");
            return;
        }
        if (!json.isObject()) {
            error(request, 400, "M_BAD_JSON", "the body is no object");
            return;
        }
        underWay.incrementAndGet();
        transactions
                .take(id, json)
                .onComplete(_ -> underWay.decrementAndGet())
                .onSuccess(_ -> answer(request, 200, Json.object()))
                .onFailure(
                        cause -> {
                            LOG.warn("Transaction {} was not taken: {}", id, cause.getMessage());
                            error(request, 500, "M_UNKNOWN", "not taken; send it again");
                        });
    }

    /// The body, unless it is too large: then that is answered, and the future never completes.
    private Future<Buffer> body(HttpServerRequest request) {
        Promise<Buffer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        request.handler(
                chunk -> {
                    if (body.length() + chunk.length() <= MAX_BODY) {
                        body.appendBuffer(chunk);
                    } else if (!request.response().ended()) {
                        error(request, 413, "M_TOO_LARGE", "over " + MAX_BODY + " bytes");
                        request.connection().close();
                    }
                });
        request.endHandler(_ -> promise.tryComplete(body));
        return promise.future().onFailure(e -> LOG.debug("A broken request: {}", e.getMessage()));
    }

    private void ping(HttpServerRequest request) {
        answer(request, 200, Json.object());
    }

    private void query(HttpServerRequest request, Future<Boolean> found) {
        found.onSuccess(
                        it -> {
                            if (it) {
                                answer(request, 200, Json.object());
                            } else {
                                error(request, 404, "M_NOT_FOUND", "not known here");
                            }
                        })
                .onFailure(
                        cause -> {
                            LOG.warn("Query {} failed: {}", request.path(), cause.getMessage());
                            error(request, 500, "M_UNKNOWN", "try again");
                        });
    }

    private static void error(HttpServerRequest request, int status, String code, String text) {
        answer(request, status, Json.object().put("errcode", code).put("error", text));
    }

    private static void answer(HttpServerRequest request, int status, ObjectNode body) {
        if (!request.response().ended() && !request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(Json.bytes(body));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }

    /// How many transactions are being taken now.
    int underWay() {
        return underWay.get();
    }

    Future<Void> close() {
        return server == null ? Future.succeededFuture() : server.close();
    }
}

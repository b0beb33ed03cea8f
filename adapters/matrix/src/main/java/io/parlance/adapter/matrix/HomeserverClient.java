package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// HTTP to the homeserver. Everything is bounded: connections, requests that wait for one, the time
/// a request may take, and the size of an answer; so a homeserver that never answers costs a fixed
/// amount of memory and delays nobody else.
final class HomeserverClient {
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 512;
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    private final HttpClient client;
    private final MatrixConfig config;
    private final Duration timeout;

    HomeserverClient(Vertx vertx, MatrixConfig config, Duration timeout) {
        this.config = config;
        this.timeout = timeout;
        HttpClientOptions options =
                new HttpClientOptions()
                        .setDefaultHost(config.homeserver().getHost())
                        .setDefaultPort(config.port())
                        .setSsl(config.tls())
                        .setVerifyHost(true)
                        .setConnectTimeout(5_000)
                        .setKeepAliveTimeout(50)
                        .setTcpNoDelay(true);
        PoolOptions pool =
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING);
        this.client = vertx.createHttpClient(options, pool);
    }

    /// Sends a request with the gateway's token, as `user` if given, and gives the answer's JSON.
    ///
    /// @return a future that fails with [MatrixFault] only
    Future<JsonNode> call(
            HttpMethod method, String path, @Nullable String user, @Nullable JsonNode body) {
        Promise<JsonNode> result = Promise.promise();
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setURI(asserted(path, user))
                        .setConnectTimeout(timeout.toMillis())
                        .setIdleTimeout(timeout.toMillis());
        client.request(options)
                .onFailure(cause -> result.tryFail(unsent(cause)))
                .onSuccess(request -> exchange(request, body, result));
        return result.future();
    }

    private String asserted(String path, @Nullable String user) {
        if (user == null) {
            return path;
        }
        return path + (path.indexOf('?') < 0 ? "?" : "&") + "user_id=" + ClientApi.encoded(user);
    }

    private void exchange(
            HttpClientRequest request, @Nullable JsonNode body, Promise<JsonNode> result) {
        request.putHeader("Authorization", "Bearer " + config.asToken().reveal());
        request.response()
                .onFailure(cause -> result.tryFail(unanswered(cause)))
                .onSuccess(response -> read(request, response, result));
        if (body == null) {
            request.end().onFailure(cause -> result.tryFail(unanswered(cause)));
            return;
        }
        request.putHeader("Content-Type", "application/json");
        request.end(Json.bytes(body)).onFailure(cause -> result.tryFail(unanswered(cause)));
    }

    private void read(
            HttpClientRequest request, HttpClientResponse response, Promise<JsonNode> result) {
        Buffer answer = Buffer.buffer();
        response.exceptionHandler(cause -> result.tryFail(unanswered(cause)));
        response.handler(
                chunk -> {
                    if (answer.length() + chunk.length() > MAX_ANSWER) {
                        result.tryFail(
                                MatrixFault.answered(
                                        413, "M_TOO_LARGE", "answer over 16 MiB", null));
                        request.reset();
                    } else {
                        answer.appendBuffer(chunk);
                    }
                });
        response.endHandler(
                _ -> {
                    try {
                        result.tryComplete(understood(response, answer));
                    } catch (MatrixFault fault) {
                        result.tryFail(fault);
                    }
                });
    }

    private static JsonNode understood(HttpClientResponse response, Buffer answer)
            throws MatrixFault {
        JsonNode json = json(answer);
        int status = response.statusCode();
        if (status / 100 == 2 && json != null && (json.isObject() || json.isArray())) {
            return json;
        }
        if (status / 100 == 2) {
            throw MatrixFault.answered(502, "", "an answer that is no JSON", null);
        }
        JsonNode error = json == null ? Json.object() : json;
        String code = Json.text(error, "errcode");
        String text = Json.text(error, "error");
        throw MatrixFault.answered(
                status,
                code == null ? "" : code,
                text == null ? response.statusMessage() : text,
                RetryAfter.of(response.getHeader("Retry-After"), error));
    }

    private static @Nullable JsonNode json(Buffer answer) {
        try {
            return Json.parse(answer.getBytes());
        } catch (IOException _) {
            // A proxy's error page, most likely; the status says what is needed.
            return null;
        }
    }

    private static MatrixFault unsent(Throwable cause) {
        if (cause instanceof ConnectionPoolTooBusyException) {
            return MatrixFault.without(
                    MatrixFault.Kind.BUSY, "over " + WAITING + " requests wait already");
        }
        // A timeout here is the wait for a free connection, or a peer that drops packets.
        return MatrixFault.without(
                cause instanceof TimeoutException
                        ? MatrixFault.Kind.BUSY
                        : MatrixFault.Kind.UNREACHABLE,
                "no connection: " + cause.getMessage());
    }

    private static MatrixFault unanswered(Throwable cause) {
        return MatrixFault.without(MatrixFault.Kind.UNANSWERED, "no answer: " + cause.getMessage());
    }

    Future<Void> close() {
        return client.close();
    }
}

package io.parlance.conformance.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.util.concurrent.atomic.AtomicLong;

/// A large file that is served and taken at the pace of a good line, and never held anywhere.
final class BigFile {
    static final long SIZE = 100L << 20;
    static final String NAME = "bigfile";

    private static final Buffer CHUNK = Buffer.buffer(new byte[256 << 10]);
    private static final long CHUNK_MILLIS = 10;

    private final Vertx vertx;
    private final AtomicLong taken = new AtomicLong();

    BigFile(Vertx vertx) {
        this.vertx = vertx;
    }

    /// How many bytes were taken so far.
    long taken() {
        return taken.get();
    }

    /// Sends the file.
    void serve(HttpServerRequest request) {
        HttpServerResponse response =
                request.response()
                        .putHeader("Content-Type", "application/octet-stream")
                        .putHeader("Content-Length", Long.toString(SIZE));
        send(response, 0);
    }

    private void send(HttpServerResponse response, long sent) {
        if (response.closed()) {
            return;
        }
        if (sent >= SIZE) {
            response.end();
        } else if (response.writeQueueFull()) {
            response.drainHandler(_ -> send(response, sent));
        } else {
            response.write(CHUNK);
            vertx.setTimer(CHUNK_MILLIS, _ -> send(response, sent + CHUNK.length()));
        }
    }

    /// Takes what is uploaded, counts it and lets it go.
    ///
    /// @param answer what to do when all of it was there
    void take(HttpServerRequest request, Runnable answer) {
        request.handler(
                bytes -> {
                    taken.addAndGet(bytes.length());
                    request.pause();
                    vertx.setTimer(1, _ -> request.resume());
                });
        request.endHandler(_ -> answer.run());
    }
}

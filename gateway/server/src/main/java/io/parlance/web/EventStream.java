package io.parlance.web;

import io.parlance.admin.Crossing;
import io.parlance.admin.Crossings;
import io.parlance.admin.Json;
import io.parlance.admin.Views;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells what crosses, live: one JSON object a line, or server-sent events where the asker accepts
/// `text/event-stream`. A reader who is too slow misses some; nobody waits for it.
final class EventStream {
    private static final int LARGEST_QUEUE = 512 * 1024;
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final Vertx vertx;
    private final Crossings crossings;
    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();

    EventStream(Vertx vertx, Crossings crossings) {
        this.vertx = vertx;
        this.crossings = crossings;
    }

    void serve(RoutingContext context) {
        String accepted = String.valueOf(context.request().getHeader(HttpHeaders.ACCEPT));
        boolean events = accepted.contains("text/event-stream");
        HttpServerResponse response = context.response().setChunked(true);
        response.putHeader(
                        HttpHeaders.CONTENT_TYPE,
                        events ? "text/event-stream" : "application/x-ndjson")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .setWriteQueueMaxSize(LARGEST_QUEUE);
        open.add(response);
        Runnable deaf = crossings.listen(crossing -> tell(response, crossing, events));
        // Shows both ends that the other still lives, and makes the headers leave at once.
        response.write("\n");
        long heart = vertx.setPeriodic(HEARTBEAT_MILLIS, _ -> response.write("\n"));
        response.closeHandler(
                _ -> {
                    deaf.run();
                    vertx.cancelTimer(heart);
                    open.remove(response);
                });
    }

    private static void tell(HttpServerResponse response, Crossing crossing, boolean events) {
        if (response.closed() || response.writeQueueFull()) {
            return;
        }
        String json = Json.write(Views.crossing(crossing));
        response.write(events ? "data: " + json + "\n\n" : json + "\n");
    }

    /// Ends every stream.
    void close() {
        open.forEach(HttpServerResponse::end);
    }
}

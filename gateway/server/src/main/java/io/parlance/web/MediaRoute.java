package io.parlance.web;

import io.parlance.media.FileMediaStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Serves files that came in to whoever has a signed link. They came from strangers, so a browser
/// must save them, never show them: always an attachment, never sniffed, without rights.
final class MediaRoute {
    private final Vertx vertx;
    private final FileMediaStore media;

    MediaRoute(Vertx vertx, FileMediaStore media) {
        this.vertx = vertx;
        this.media = media;
    }

    void addTo(Router router) {
        router.get("/media/:token/:name").handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String token = String.valueOf(context.pathParam("token"));
        String name = String.valueOf(context.pathParam("name"));
        vertx.executeBlocking(() -> Optional.ofNullable(media.find(token)), false)
                .onComplete(
                        found ->
                                found.ifPresentOrElse(
                                        file -> send(context, file, name),
                                        () ->
                                                Answers.problem(
                                                        context,
                                                        404,
                                                        "No such file",
                                                        "The link is wrong, or it has expired.")),
                        e -> Answers.failed(context, e));
    }

    private static void send(RoutingContext context, Path file, String name) {
        // RFC 6266 §4.3 and RFC 8187: percent-encoded, so no name can break out of the header.
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader("Content-Disposition", "attachment; filename*=UTF-8''" + encoded)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .sendFile(file.toString())
                .onFailure(e -> Answers.failed(context, e));
    }
}

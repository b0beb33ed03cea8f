package io.parlance.web;

import io.parlance.media.FileMediaStore;
import io.parlance.media.MediaType;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Serves files that came in to whoever has a signed link. They came from strangers, so a browser
/// may show what can hold no script, such as pictures; all else it must save: an attachment, never
/// sniffed, without rights.
final class MediaRoute {
    private final Vertx vertx;
    private final FileMediaStore media;

    private record Found(Path path, long size, String type) {
        static @Nullable Found of(@Nullable Path path) throws IOException {
            if (path == null) {
                return null;
            }
            try (InputStream content = Files.newInputStream(path)) {
                String type = MediaType.sniff(content.readNBytes(MediaType.HEAD));
                return new Found(path, Files.size(path), type);
            }
        }

        /// Its name here is random, and its content never changes.
        String tag() {
            return '"' + String.valueOf(path.getFileName()) + '"';
        }
    }

    MediaRoute(Vertx vertx, FileMediaStore media) {
        this.vertx = vertx;
        this.media = media;
    }

    void addTo(Router router) {
        router.get("/media/:token/:name").handler(this::serve);
        router.head("/media/:token/:name").handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String token = String.valueOf(context.pathParam("token"));
        String name = String.valueOf(context.pathParam("name"));
        vertx.executeBlocking(() -> Optional.ofNullable(Found.of(media.find(token))), false)
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

    private static void send(RoutingContext context, Found file, String name) {
        HttpServerResponse response = context.response();
        head(response, file, name);
        String asked = context.request().getHeader("Range");
        String condition = context.request().getHeader("If-Range");
        ByteRange range =
                asked == null || (condition != null && !condition.equals(file.tag()))
                        ? ByteRange.whole(file.size())
                        : ByteRange.parse(asked, file.size());
        if (range == null) {
            response.putHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size())
                    .setStatusCode(416)
                    .end();
            return;
        }
        if (range.length() < file.size()) {
            response.putHeader(HttpHeaders.CONTENT_RANGE, range.header(file.size()))
                    .setStatusCode(206);
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(range.length())).end();
            return;
        }
        response.sendFile(file.path().toString(), range.first(), range.length())
                .onFailure(e -> Answers.failed(context, e));
    }

    private static void head(HttpServerResponse response, Found file, String name) {
        boolean shown = MediaType.isShowable(file.type());
        // RFC 6266 §4.3 and RFC 8187: percent-encoded, so no name can break out of the header.
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        response.putHeader(HttpHeaders.CONTENT_TYPE, shown ? file.type() : MediaType.UNKNOWN)
                .putHeader(
                        "Content-Disposition",
                        (shown ? "inline" : "attachment") + "; filename*=UTF-8''" + encoded)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; sandbox")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader(HttpHeaders.ACCEPT_RANGES, "bytes")
                .putHeader(HttpHeaders.ETAG, file.tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600");
    }
}

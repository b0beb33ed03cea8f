package io.parlance.adapter.matrix;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files that people send: fetched with the gateway's token (authenticated media, Matrix 1.11) and
/// kept where everybody can fetch them. What cannot be had becomes words. Each file is fetched on a
/// virtual thread, a few at a time, and never held in memory.
final class Files {
    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private static final Pattern MXC =
            Pattern.compile("mxc://([A-Za-z0-9.:\\[\\]-]{1,240})/([A-Za-z0-9_-]{1,255})");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MatrixConfig config;
    private final MediaStore media;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final Semaphore places = new Semaphore(4);

    Files(MatrixConfig config, MediaStore media) {
        this.config = config;
        this.media = media;
    }

    /// The file as others can have it; empty if it cannot be had. Never fails.
    Future<Optional<Attachment>> keep(MatrixContent.File file) {
        String url = file.url();
        Matcher mxc = MXC.matcher(url == null ? "" : url);
        if (!mxc.matches() || file.size() > media.limit()) {
            return Future.succeededFuture(Optional.empty());
        }
        String path = "/_matrix/client/v1/media/download/" + mxc.group(1) + "/" + mxc.group(2);
        Promise<Optional<Attachment>> promise = Promise.promise();
        Thread.ofVirtual()
                .name("matrix-file")
                .start(() -> promise.tryComplete(fetched(file, path)));
        return promise.future()
                .timeout(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)
                .otherwise(Optional.empty());
    }

    private Optional<Attachment> fetched(MatrixContent.File file, String path) {
        try {
            if (!places.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return Optional.empty();
            }
            try {
                return Optional.of(fetch(file, path));
            } finally {
                places.release();
            }
        } catch (IOException e) {
            LOG.warn("Cannot fetch {} ({}): {}", file.name(), file.url(), e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Attachment fetch(MatrixContent.File file, String path)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(root() + path))
                        .header("Authorization", "Bearer " + config.asToken().reveal())
                        .timeout(PATIENCE)
                        .build();
        HttpResponse<InputStream> response =
                client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
                InputStream bounded = new Deadline(body, System.nanoTime() + PATIENCE.toNanos())) {
            if (response.statusCode() != 200) {
                throw new IOException("the homeserver answered " + response.statusCode());
            }
            return media.keep(file.name(), file.mediaType(), bounded);
        }
    }

    private String root() {
        String text = config.homeserver().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /// The file in words, for where it cannot be had.
    String words(MatrixContent.File file) {
        String size = file.size() < 0 ? "" : ", " + size(file.size());
        String why =
                file.url() == null
                        ? "encrypted"
                        : file.size() > media.limit()
                                ? "too large to cross"
                                : "could not be fetched";
        String caption = file.caption() == null ? "" : file.caption() + "\n";
        return caption + "📎 " + file.name() + " (" + file.mediaType() + size + ": " + why + ")";
    }

    private static String size(long bytes) {
        return bytes < 10_000
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }

    /// Ends a body that comes too slowly.
    private static final class Deadline extends FilterInputStream {
        private final long end;

        Deadline(InputStream body, long end) {
            super(body);
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            check();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            check();
            return super.read(bytes, offset, length);
        }

        private void check() throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the file came too slowly");
            }
        }
    }
}

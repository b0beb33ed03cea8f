package io.parlance.adapter.matrix;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
final class Downloads {
    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final Pattern MXC =
            Pattern.compile("mxc://([A-Za-z0-9.:\\[\\]-]{1,240})/([A-Za-z0-9_-]{1,255})");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MediaClient client;
    private final MediaStore media;
    private final Semaphore places = new Semaphore(4);

    Downloads(MediaClient client, MediaStore media) {
        this.client = client;
        this.media = media;
    }

    /// The file as others can have it, with its thumbnail if it has one; empty if it cannot be had.
    /// Never fails.
    Future<Optional<Attachment>> keep(MatrixContent.File file) {
        return keep(file.described(), file.url())
                .compose(
                        kept ->
                                kept.isEmpty() || file.thumbnail() == null
                                        ? Future.succeededFuture(kept)
                                        : keep(thumbnail(file), file.thumbnail())
                                                .map(
                                                        small ->
                                                                Optional.of(
                                                                        with(kept.get(), small))));
    }

    private static Attachment thumbnail(MatrixContent.File file) {
        String name = "thumbnail-" + file.name();
        return new Attachment(name, Uploads.UNKNOWN, -1, file.described().location());
    }

    private static Attachment with(Attachment kept, Optional<Attachment> small) {
        Attachment.Details known = kept.details();
        return new Attachment(
                kept.name(),
                kept.mediaType(),
                kept.size(),
                kept.location(),
                kept.kind(),
                new Attachment.Details(
                        known.width(),
                        known.height(),
                        known.millis(),
                        known.blurhash(),
                        small.map(Attachment::location).orElse(null)));
    }

    /// What is at an `mxc:` URI as others can have it; empty if it cannot be had. Never fails.
    Future<Optional<Attachment>> keep(Attachment described, @Nullable String url) {
        Matcher mxc = MXC.matcher(url == null ? "" : url);
        if (!mxc.matches() || described.size() > media.limit()) {
            return Future.succeededFuture(Optional.empty());
        }
        String path = "/_matrix/client/v1/media/download/" + mxc.group(1) + "/" + mxc.group(2);
        Promise<Optional<Attachment>> promise = Promise.promise();
        Thread.ofVirtual()
                .name("matrix-file")
                .start(() -> promise.tryComplete(fetched(described, path)));
        return promise.future()
                .timeout(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)
                .otherwise(Optional.empty());
    }

    private Optional<Attachment> fetched(Attachment file, String path) {
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
            LOG.warn("Cannot fetch {} from {}: {}", file.name(), path, e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Attachment fetch(Attachment file, String path)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.get(path, PATIENCE);
        try (InputStream body = response.body();
                InputStream bounded = new Deadline(body, System.nanoTime() + PATIENCE.toNanos())) {
            if (response.statusCode() != 200) {
                throw new IOException("the homeserver answered " + response.statusCode());
            }
            return media.keep(file, bounded);
        }
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

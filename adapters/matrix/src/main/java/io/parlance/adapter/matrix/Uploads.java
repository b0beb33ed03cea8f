package io.parlance.adapter.matrix;

import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Brings files to the homeserver: each on a virtual thread, a few at a time, streamed. What cannot
/// be had or is too large for the homeserver is empty, so that it is told as a link; only what
/// waiting can mend fails. Thread-safe.
final class Uploads {
    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    static final String UNKNOWN = "application/octet-stream";

    private static final int REMEMBERED = 10_000;
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 60;

    /// A file on the homeserver.
    record Uploaded(String mxc, String mediaType, long size, @Nullable Uploaded thumbnail) {}

    private final MediaClient client;
    private final MediaStore store;
    private final Lru<String, Optional<Uploaded>> done = new Lru<>(REMEMBERED);
    private final Map<String, Future<Optional<Uploaded>>> underWay = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile long limit = Long.MAX_VALUE;

    Uploads(MediaClient client, MediaStore store) {
        this.client = client;
        this.store = store;
    }

    /// The largest file that the homeserver takes, in bytes, as far as it said so.
    long limit() {
        return limit;
    }

    /// Notes what the homeserver takes (`m.upload.size`).
    void limit(long bytes) {
        limit = bytes > 0 ? bytes : Long.MAX_VALUE;
    }

    /// All files of a message, in order.
    ///
    /// @param as the ghost that has them
    /// @param cause the same for every try, so that what was uploaded is not uploaded again
    Future<List<Optional<Uploaded>>> all(String as, List<Attachment> files, String cause) {
        List<Optional<Uploaded>> all = new ArrayList<>(files.size());
        Future<Void> before = Future.succeededFuture();
        for (int i = 0; i < files.size(); i++) {
            Attachment file = files.get(i);
            String key = cause + " " + i;
            before = before.compose(_ -> one(as, file, key)).onSuccess(all::add).mapEmpty();
        }
        return before.map(_ -> all);
    }

    /// One file.
    Future<Optional<Uploaded>> one(String as, Attachment file, String key) {
        Optional<Uploaded> known = done.get(key);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Promise<Optional<Uploaded>> promise = Promise.promise();
        Future<Optional<Uploaded>> other = underWay.putIfAbsent(key, promise.future());
        if (other != null) {
            return other;
        }
        promise.future()
                .onSuccess(uploaded -> done.put(key, uploaded))
                .onComplete(_ -> underWay.remove(key));
        Thread.ofVirtual().name("matrix-upload").start(() -> inTurn(as, file, promise));
        return promise.future();
    }

    private void inTurn(String as, Attachment file, Promise<Optional<Uploaded>> promise) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                promise.fail(MatrixFault.without(MatrixFault.Kind.BUSY, "many files wait"));
                return;
            }
            try {
                promise.complete(withThumbnail(as, file));
            } finally {
                places.release();
            }
        } catch (MatrixFault | RuntimeException e) {
            promise.fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            promise.fail(e);
        }
    }

    private Optional<Uploaded> withThumbnail(String as, Attachment file)
            throws MatrixFault, InterruptedException {
        Optional<Uploaded> uploaded = uploaded(as, file);
        URI small = file.details().thumbnail();
        if (uploaded.isEmpty() || small == null) {
            return uploaded;
        }
        Uploaded whole = uploaded.get();
        Attachment thumbnail = new Attachment("thumbnail", "image/png", -1, small);
        return Optional.of(
                new Uploaded(
                        whole.mxc(),
                        whole.mediaType(),
                        whole.size(),
                        uploaded(as, thumbnail).orElse(null)));
    }

    private Optional<Uploaded> uploaded(String as, Attachment file)
            throws MatrixFault, InterruptedException {
        if (file.size() > limit) {
            return Optional.empty();
        }
        try (MediaStore.Media media = store.open(file)) {
            return media.size() > limit ? Optional.empty() : sent(as, file, media);
        } catch (IOException e) {
            LOG.info("{} is told as a link: {}", file.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Uploaded> sent(String as, Attachment file, MediaStore.Media media)
            throws IOException, MatrixFault, InterruptedException {
        String type = type(file, media);
        try {
            if (media.size() >= 0) {
                return Optional.of(upload(as, file, type, media.content(), media.size()));
            }
            // COMPAT: Synapse 1.160 takes no upload without a Content-Length.
            try (Spool spool = Spool.of(media.content());
                    InputStream content = spool.open()) {
                return Optional.of(upload(as, file, type, content, spool.size()));
            }
        } catch (MatrixFault fault) {
            boolean never = fault.kind() == MatrixFault.Kind.ANSWERED && fault.status() / 100 == 4;
            if (!never || fault.status() == 429 || fault.status() == 401) {
                throw fault;
            }
            LOG.info("{} is told as a link: {}", file.name(), fault.detail());
            return Optional.empty();
        }
    }

    private static String type(Attachment file, MediaStore.Media media) {
        if (!file.mediaType().equals(UNKNOWN)) {
            return file.mediaType();
        }
        String said = media.mediaType();
        int end = said.indexOf(';');
        String type = (end < 0 ? said : said.substring(0, end)).strip();
        String guessed = URLConnection.guessContentTypeFromName(file.name());
        return type.isEmpty() || (type.equals(UNKNOWN) && guessed != null)
                ? Optional.ofNullable(guessed).orElse(UNKNOWN)
                : type;
    }

    private Uploaded upload(String as, Attachment file, String type, InputStream content, long size)
            throws IOException, MatrixFault, InterruptedException {
        return new Uploaded(client.upload(as, file.name(), type, content, size), type, size, null);
    }
}

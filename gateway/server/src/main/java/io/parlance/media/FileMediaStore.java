package io.parlance.media;

import io.parlance.config.GatewayConfig;
import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Keeps files in a folder. A file is written under another name and moved when it is whole, so a
/// crash or a full disk leaves no half of one. Its name from outside is never a path here: it lives
/// in the link only. Thread-safe; blocks.
public final class FileMediaStore implements MediaStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileMediaStore.class);
    private static final String PART = ".part";
    private static final int BUFFER = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path folder;
    private final GatewayConfig.Media limits;
    private final Supplier<URI> publicUrl;
    private final MediaToken tokens;
    private final Clock clock;
    private final HttpFetch elsewhere;

    /// Keeps files in `folder`, and signs links below `publicUrl` with `key`.
    public FileMediaStore(
            Path folder,
            GatewayConfig.Media limits,
            Supplier<URI> publicUrl,
            String key,
            Clock clock)
            throws IOException {
        this.folder = folder;
        this.limits = limits;
        this.publicUrl = publicUrl;
        this.tokens = new MediaToken(key);
        this.clock = clock;
        this.elsewhere =
                new HttpFetch(new FetchGuard(limits.fetchPrivate()), limits.limit(), PATIENCE);
        Files.createDirectories(folder);
        for (Path file : files()) {
            // A part was being written when the gateway died: nobody has a link to it.
            if (file.toString().endsWith(PART)) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public long limit() {
        return limits.limit();
    }

    @Override
    public Attachment keep(Attachment described, InputStream content) throws IOException {
        byte[] head = content.readNBytes(MediaType.HEAD);
        String id = MediaToken.newId();
        Path part = folder.resolve(id + PART);
        long size;
        try {
            size = copy(new SequenceInputStream(new ByteArrayInputStream(head), content), part);
            Files.move(part, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        String type = MediaType.of(described.mediaType(), head);
        return new Attachment(
                described.name(),
                type,
                size,
                link(id, described.name()),
                kind(described, type),
                described.details());
    }

    /// A file of which its adapter knew nothing is what its first bytes say; what turns out not to
    /// be a picture is not shown as one.
    private static Attachment.Kind kind(Attachment described, String type) {
        if (type.equals(described.mediaType())) {
            return described.kind();
        }
        Attachment.Kind seen = Attachment.Kind.of(type);
        return switch (described.kind()) {
            case FILE, IMAGE, VIDEO, AUDIO -> seen;
            case VOICE -> seen == Attachment.Kind.FILE ? seen : Attachment.Kind.VOICE;
            case STICKER -> seen == Attachment.Kind.IMAGE ? Attachment.Kind.STICKER : seen;
        };
    }

    @Override
    public Media open(Attachment attachment) throws IOException {
        String prefix = publicUrl.get() + "/media/";
        String place = attachment.location().toString();
        if (!place.startsWith(prefix)) {
            return elsewhere.open(attachment.location(), attachment.mediaType());
        }
        String token = place.substring(prefix.length()).replaceFirst("/.*", "");
        Path file = find(token);
        if (file == null) {
            throw new IOException("The file is no longer kept here.");
        }
        return new Media(Files.newInputStream(file), Files.size(file), attachment.mediaType());
    }

    private long copy(InputStream content, Path part) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                if (size > limits.limit()) {
                    throw BoundedContent.tooLarge(limits.limit());
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }

    private URI link(String id, String name) {
        String token = tokens.issue(id, clock.instant().plus(limits.keep()));
        String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(publicUrl.get() + "/media/" + token + "/" + path);
    }

    /// The file that a link's token permits to fetch now; null if there is none or no more.
    public @Nullable Path find(String token) {
        String id = tokens.verify(token, clock.instant());
        if (id == null) {
            return null;
        }
        Path file = folder.resolve(id);
        return Files.isRegularFile(file) ? file : null;
    }

    /// Removes what is older than it is kept, and then the oldest until the rest has its space.
    public void cleanUp() {
        Instant oldest = clock.instant().minus(limits.keep());
        try {
            long total = 0;
            List<Path> newestFirst = new ArrayList<>(files());
            newestFirst.removeIf(file -> file.toString().endsWith(PART));
            newestFirst.sort(Comparator.comparing(FileMediaStore::modified).reversed());
            for (Path file : newestFirst) {
                total += Files.size(file);
                if (total > limits.total() || modified(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("Old files in {} could not be removed: {}", folder, e.toString());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            // Gone in between: the oldest of all.
            return FileTime.fromMillis(0);
        }
    }
}

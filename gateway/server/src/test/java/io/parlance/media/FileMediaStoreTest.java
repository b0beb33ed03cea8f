package io.parlance.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parlance.config.GatewayConfig;
import io.parlance.model.Attachment;
import io.parlance.spi.MediaStore;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

final class FileMediaStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;
    private FileMediaStore store;

    @BeforeEach
    void open() throws IOException {
        store = at(NOW);
    }

    private FileMediaStore at(Instant now) throws IOException {
        return new FileMediaStore(
                folder,
                new GatewayConfig.Media(1_000, 2_500, Duration.ofDays(30), List.of()),
                () -> URI.create("http://127.0.0.1:1"),
                "key",
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static InputStream bytes(int count) {
        return new ByteArrayInputStream(new byte[count]);
    }

    private static String token(Attachment attachment) {
        return attachment.location().getPath().split("/", -1)[2];
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void aFileIsKeptAndFoundByItsLinkAlone() throws Exception {
        Attachment kept = store.keep("päper.pdf", "application/pdf", bytes(1_000));
        assertThat(kept.size()).isEqualTo(1_000);
        assertThat(kept.location().toString()).endsWith("/p%C3%A4per.pdf");
        assertThat(store.find(token(kept))).hasSize(1_000);
    }

    @Test
    void whatIsTooLargeIsNotKept() throws Exception {
        assertThatThrownBy(() -> store.keep("a", "b", bytes(1_001)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("1000 bytes");
        assertThat(files()).isZero();
    }

    @Test
    void nothingIsLeftOfAFileThatBreaksOff() throws Exception {
        InputStream broken =
                new InputStream() {
                    private boolean begun;

                    @Override
                    public int read() throws IOException {
                        if (begun) {
                            throw new IOException("No space left on device");
                        }
                        begun = true;
                        return 0;
                    }

                    @Override
                    public int read(byte[] buffer, int from, int length) throws IOException {
                        buffer[from] = (byte) read();
                        return 1;
                    }
                };
        assertThatThrownBy(() -> store.keep("a", "b", broken)).hasMessageContaining("No space");
        assertThat(files()).isZero();
    }

    @Test
    void whatAFileIsItsFirstBytesTellWhereNobodyDid() throws Exception {
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2};
        Attachment kept =
                store.keep("a", "application/octet-stream", new ByteArrayInputStream(picture));
        assertThat(kept.mediaType()).isEqualTo("image/png");
        assertThat(kept.kind()).isEqualTo(Attachment.Kind.IMAGE);
        assertThat(store.find(token(kept))).hasBinaryContent(picture);
        try (MediaStore.Media media = store.open(kept)) {
            assertThat(media.content().readAllBytes()).isEqualTo(picture);
            assertThat(media.size()).isEqualTo(picture.length);
        }
    }

    @Test
    void aPageThatCallsItselfAPictureIsJustAFile() throws Exception {
        byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        Attachment kept = store.keep("a.png", "image/png", new ByteArrayInputStream(page));
        assertThat(kept.mediaType()).isEqualTo("application/octet-stream");
        assertThat(kept.kind()).isEqualTo(Attachment.Kind.FILE);
    }

    @Test
    void aHalfOfACrashIsRemovedAtTheNextStart() throws Exception {
        Files.write(folder.resolve(MediaToken.newId() + ".part"), new byte[10]);
        at(NOW);
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "..", "/etc/passwd", "C:\\x\\..", "a/b/..", "\u0001"})
    void aNameIsNeverAPath(String name) throws Exception {
        Attachment kept = store.keep(name, "x/y", bytes(1));
        assertThat(kept.location().getRawPath()).matches("/media/[^/]+/[^/]*");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void aTokenIsGoodForItsFileOnlyAndUntilItExpires() throws Exception {
        Attachment kept = store.keep("a", "b", bytes(1));
        String token = token(kept);
        String[] parts = token.split("\\.", -1);
        assertThat(store.find("x" + token.substring(1))).isNull();
        assertThat(store.find(parts[0] + ".zzzzzz." + parts[2])).isNull();
        assertThat(store.find(parts[0] + "." + parts[1] + "." + "A".repeat(43))).isNull();
        assertThat(store.find("../" + parts[0])).isNull();
        assertThat(store.find("")).isNull();
        assertThat(at(NOW.plus(Duration.ofDays(29))).find(token)).isNotNull();
        assertThat(at(NOW.plus(Duration.ofDays(31))).find(token)).isNull();
    }

    @Test
    void theOldGoByAgeAndTheOldestBySpace() throws Exception {
        Path stale = aged(store.keep("stale", "x/y", bytes(10)), 40);
        Path first = aged(store.keep("first", "x/y", bytes(1_000)), 3);
        Path second = aged(store.keep("second", "x/y", bytes(1_000)), 2);
        Path third = aged(store.keep("third", "x/y", bytes(1_000)), 1);
        store.cleanUp();
        assertThat(stale).doesNotExist();
        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(third).exists();
    }

    private Path aged(Attachment kept, int days) throws IOException {
        Path file = store.find(token(kept));
        if (file == null) {
            throw new AssertionError("It was kept a moment ago.");
        }
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(days))));
        return file;
    }
}

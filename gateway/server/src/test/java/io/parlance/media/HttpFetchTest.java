package io.parlance.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;

import io.parlance.config.HostPattern;
import io.parlance.spi.MediaStore.Media;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Against a server that answers, to every connection, by the path that it is asked for.
final class HttpFetchTest {
    private static final long MEGABYTE = 1024 * 1024;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket one = server.accept();
                Thread.ofVirtual().start(() -> answer(one));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void answer(Socket one) {
        try (one) {
            String request = HttpAnswer.line(one.getInputStream());
            while (!HttpAnswer.line(one.getInputStream()).isEmpty()) {
                // The headers are the same each time.
            }
            String path = request.split(" ", -1)[1];
            String head = path.startsWith("/raw/") ? decoded(path) : answers(path);
            OutputStream out = one.getOutputStream();
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (path.equals("/large") || path.equals("/endless")) {
                byte[] block = new byte[(int) MEGABYTE];
                for (int i = 0; i < 100; i++) {
                    out.write(block);
                }
            }
        } catch (IOException _) {
            // The fetcher had enough.
        }
    }

    private static String decoded(String path) {
        return URI.create("x:" + path).getPath().substring("/raw/".length()).replace("|", "\n");
    }

    private static String answers(String path) {
        return switch (path) {
            case "/plain" -> "HTTP/1.1 200 OK\nContent-Type: image/png\nContent-Length: 2\n\nhi";
            case "/unknown" -> "HTTP/1.0 200 OK\n\nGIF89a";
            case "/moved" -> "HTTP/1.1 302 Found\nLocation: /plain\n\n";
            case "/loop" -> "HTTP/1.1 302 Found\nLocation: /loop\n\n";
            case "/inside" -> "HTTP/1.1 302 Found\nLocation: http://169.254.169.254/latest\n\n";
            case "/file" -> "HTTP/1.1 302 Found\nLocation: file:///etc/passwd\n\n";
            case "/large" -> "HTTP/1.1 200 OK\nContent-Length: " + 100 * MEGABYTE + "\n\n";
            case "/endless" -> "HTTP/1.1 200 OK\n\n";
            default -> "HTTP/1.1 404 Not Found\n\n";
        };
    }

    private Media fetch(String path, long limit) throws IOException {
        FetchGuard guard = new FetchGuard(List.of(HostPattern.parse("127.0.0.1")));
        URI place = URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
        return new HttpFetch(guard, limit, Duration.ofSeconds(30)).open(place, "text/plain");
    }

    private String text(String path) throws IOException {
        try (Media media = fetch(path, 1_000)) {
            return new String(media.content().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/plain, hi",
        "/unknown, GIF89a",
        "/moved, hi",
        "/raw/HTTP/1.1%20100%20Continue%7C%7CHTTP/1.1%20200%20OK%7CContent-Length:%202%7C%7Chi, hi",
        "/raw/HTTP/1.1%20200%20OK%7CTransfer-Encoding:%20chunked%7C%7C1%7Ch%7C1;x=y%7Ci%7C0%7C%7C,"
                + " hi"
    })
    void aFileIsFetched(String path, String text) throws Exception {
        assertThat(text(path)).isEqualTo(text);
    }

    @Test
    void theMediaTypeIsWhatItsServerOrItsFirstBytesSay() throws Exception {
        try (Media media = fetch("/plain", 1_000)) {
            assertThat(media.mediaType()).isEqualTo("image/png");
            assertThat(media.size()).isEqualTo(2);
        }
        try (Media media = fetch("/unknown", 1_000)) {
            assertThat(media.mediaType()).isEqualTo("image/gif");
            assertThat(media.size()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/loop",
                "/inside",
                "/file",
                "/none",
                "/raw/nonsense%7C",
                "/raw/HTTP/1.1%20200%20OK%7CContent-Length:%20x%7C%7Chi",
                "/raw/HTTP/1.1%20200%20OK%7CContent-Length:%209%7C%7Chi",
                "/raw/HTTP/1.1%20200%20OK%7CContent-Encoding:%20gzip%7C%7Chi",
                "/raw/HTTP/1.1%20200%20OK%7CTransfer-Encoding:%20chunked%7C%7C-1%7Ch",
                "/raw/HTTP/1.1%20200%20OK%7CTransfer-Encoding:%20chunked%7C%7C9%7Ch"
            })
    void whatCannotBeHadIsAFailureWithWords(String path) {
        assertThatThrownBy(() -> text(path))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(".");
    }

    @Test
    void whatIsTooLargeFailsAtOnceOrWhileItIsRead() throws Exception {
        assertThatThrownBy(() -> fetch("/large", MEGABYTE)).hasMessageContaining("limit here");
        try (Media media = fetch("/endless", MEGABYTE)) {
            assertThatThrownBy(() -> media.content().transferTo(OutputStream.nullOutputStream()))
                    .hasMessageContaining("limit here");
        }
    }

    @Test
    void aSlowServerIsLeft() throws Exception {
        FetchGuard guard = new FetchGuard(List.of(HostPattern.parse("127.0.0.1")));
        URI place = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/plain");
        assertThatThrownBy(() -> new HttpFetch(guard, 1_000, Duration.ZERO).open(place, ""))
                .hasMessageContaining("too slow");
    }

    @Test
    void aHundredMegabytesPassInLittleMemory() throws Exception {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long count = 0;
        try (Media media = fetch("/large", 100 * MEGABYTE)) {
            InputStream content = media.content();
            byte[] buffer = new byte[64 * 1024];
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                count += n;
            }
        }
        assertThat(count).isEqualTo(100 * MEGABYTE);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MEGABYTE);
    }
}

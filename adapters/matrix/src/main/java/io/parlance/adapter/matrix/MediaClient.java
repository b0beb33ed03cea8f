package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

/// The homeserver's content repository (Client-Server API, "Content repository"). Blocks, so it is
/// called on virtual threads; streams, with the back-pressure of the connection.
final class MediaClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A file that goes more slowly than this is given up.
    private static final long BYTES_PER_SECOND = 50_000;

    private static final int MAX_ANSWER = 64 * 1024;

    private final MatrixConfig config;

    /// Made when the first file moves: reading the system's certificates takes a tenth of a second,
    /// which no start should wait for.
    private @Nullable HttpClient client;

    MediaClient(MatrixConfig config) {
        this.config = config;
    }

    /// Fetches something; the body is the caller's to close.
    HttpResponse<InputStream> get(String path, Duration patience)
            throws IOException, InterruptedException {
        return client().send(
                        request(path).timeout(patience).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
    }

    /// Uploads a file of known size.
    ///
    /// @return its `mxc:` URI
    /// @throws IOException if the file itself cannot be read on
    /// @throws MatrixFault if the homeserver does not take it
    String upload(String as, String name, String type, InputStream content, long size)
            throws IOException, MatrixFault, InterruptedException {
        String path =
                "/_matrix/media/v3/upload?filename="
                        + ClientApi.encoded(name)
                        + "&user_id="
                        + ClientApi.encoded(as);
        Source source = new Source(content);
        HttpRequest request =
                request(path)
                        .header("Content-Type", type)
                        .timeout(PATIENCE.plusSeconds(size / BYTES_PER_SECOND))
                        .POST(body(source, size))
                        .build();
        try {
            return understood(client().send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (ConnectException e) {
            throw MatrixFault.without(MatrixFault.Kind.UNREACHABLE, "no connection: " + e);
        } catch (IOException e) {
            if (source.broken != null) {
                throw source.broken;
            }
            throw MatrixFault.without(MatrixFault.Kind.UNANSWERED, "no answer: " + e);
        }
    }

    private static HttpRequest.BodyPublisher body(InputStream source, long size) {
        HttpRequest.BodyPublisher all = HttpRequest.BodyPublishers.ofInputStream(() -> source);
        return size == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.fromPublisher(all, size);
    }

    private static String understood(HttpResponse<InputStream> response)
            throws IOException, MatrixFault {
        try (InputStream body = response.body()) {
            JsonNode json =
                    Json.stored(new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
            String mxc = Json.text(json, "content_uri");
            if (response.statusCode() == 200 && mxc != null && mxc.startsWith("mxc://")) {
                return mxc;
            }
            String code = Json.text(json, "errcode");
            String text = Json.text(json, "error");
            throw MatrixFault.answered(
                    response.statusCode() == 200 ? 502 : response.statusCode(),
                    code == null ? "" : code,
                    text == null ? "the upload was not taken" : text,
                    RetryAfter.of(response.headers().firstValue("Retry-After").orElse(null), json));
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(CONNECT)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .executor(Executors.newVirtualThreadPerTaskExecutor())
                            .build();
        }
        return client;
    }

    private HttpRequest.Builder request(String path) {
        String text = config.homeserver().toString();
        String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return HttpRequest.newBuilder(URI.create(root + path))
                .header("Authorization", "Bearer " + config.asToken().reveal());
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    /// Tells a file that cannot be read on from a homeserver that does not take it.
    private static final class Source extends FilterInputStream {
        private volatile @Nullable IOException broken;

        Source(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                broken = e;
                throw e;
            }
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                broken = e;
                throw e;
            }
        }
    }
}

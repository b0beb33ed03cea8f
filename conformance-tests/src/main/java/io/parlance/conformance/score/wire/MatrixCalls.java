package io.parlance.conformance.score.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls of a homeserver. Blocks.
final class MatrixCalls implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private String token = "";

    MatrixCalls(String base) {
        this.base = base;
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    void token(String accessToken) {
        token = accessToken;
    }

    JsonNode json(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return call(
                method,
                path,
                "application/json",
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
    }

    /// Uploads a file.
    ///
    /// @return its `mxc:` address
    String upload(String name, String type, byte[] content)
            throws IOException, InterruptedException {
        return call(
                        "POST",
                        "/_matrix/media/v3/upload?filename=" + segment(name),
                        type,
                        HttpRequest.BodyPublishers.ofByteArray(content))
                .path("content_uri")
                .asText();
    }

    private JsonNode call(String method, String path, String type, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

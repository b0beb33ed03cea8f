package io.parlance.conformance.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls of a homeserver's client-server API, with JSON both ways. Blocks.
public final class MatrixHttp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private String token = "";

    /// For the homeserver at `base`.
    public MatrixHttp(String base) {
        this.base = base;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// A path segment, percent-encoded.
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Who calls from now on.
    public void token(String accessToken) {
        token = accessToken;
    }

    /// Sends one request.
    ///
    /// @throws IOException for any status but 200, with what the homeserver said
    JsonNode send(String method, String path, @Nullable JsonNode body)
            throws IOException, InterruptedException {
        return sendJson(method, path, body == null ? null : body.toString());
    }

    /// Sends one request whose body is JSON already.
    ///
    /// @throws IOException for any status but 200, with what the homeserver said
    public JsonNode sendJson(String method, String path, @Nullable String json)
            throws IOException, InterruptedException {
        return call(
                method,
                path,
                "application/json",
                json == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json));
    }

    /// Uploads a file.
    ///
    /// @return its `mxc:` address
    public String upload(String name, String type, byte[] content)
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

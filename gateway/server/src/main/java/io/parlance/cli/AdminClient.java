package io.parlance.cli;

import io.parlance.admin.Json;
import io.parlance.admin.Problem;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Talks to the admin API of a running gateway. Blocks.
final class AdminClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
    private final URI url;
    private final String token;
    private final String advice;

    /// A client of the gateway at `url`. `advice` says how to start it.
    AdminClient(URI url, String token, String advice) {
        this.url = url;
        this.token = token;
        this.advice = advice;
    }

    String get(String path) throws CommandFailure {
        return text(request(path).timeout(PATIENCE).GET().build());
    }

    String post(String path, Object body) throws CommandFailure {
        return text(
                request(path)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(body)))
                        .build());
    }

    String delete(String path) throws CommandFailure {
        return text(request(path).timeout(PATIENCE).DELETE().build());
    }

    /// The lines of a stream that does not end by itself.
    InputStream stream(String path) throws CommandFailure {
        return send(request(path).GET().build(), BodyHandlers.ofInputStream()).body();
    }

    /// `text` as a part of a path or query.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "Bearer " + token);
    }

    private String text(HttpRequest request) throws CommandFailure {
        return send(request, BodyHandlers.ofString()).body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws CommandFailure {
        try {
            HttpResponse<T> response = http.send(request, handler);
            if (response.statusCode() >= 400) {
                throw refused(response.statusCode(), body(response.body()));
            }
            return response;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "Cannot reach the gateway at " + url + " (" + reason(e) + "). " + advice);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.UNAVAILABLE, "Interrupted.");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "connection refused" : e.getMessage();
    }

    private static String body(Object body) throws IOException {
        return body instanceof InputStream in
                ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                : String.valueOf(body);
    }

    private CommandFailure refused(int status, String body) {
        if (status == 401) {
            return new CommandFailure(
                    ExitCode.NO_TOKEN,
                    "The gateway at "
                            + url
                            + " refused the token. Does it run on another data folder? Name its"
                            + " token with --token-file.");
        }
        try {
            return new CommandFailure(ExitCode.NO, Json.read(body, Problem.class).detail());
        } catch (IllegalArgumentException _) {
            return new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    url + " answered " + status + " and not as a gateway would. Is it one?");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

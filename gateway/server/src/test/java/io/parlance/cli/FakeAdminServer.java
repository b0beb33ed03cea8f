package io.parlance.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Answers as a gateway would, what a test says; notes what it was asked.
final class FakeAdminServer implements AutoCloseable {
    static final String TOKEN = "t".repeat(48);

    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    private record Answer(int status, String body) {}

    FakeAdminServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// What is answered to requests such as `GET /status`.
    void answers(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString().replace("/api/v1", "");
            String request = exchange.getRequestMethod() + " " + path;
            asked.add(body.isEmpty() ? request : request + " " + body);
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            Answer answer =
                    ("Bearer " + TOKEN).equals(shown)
                            ? answers.getOrDefault(request, new Answer(404, "<html>what?"))
                            : new Answer(401, "");
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

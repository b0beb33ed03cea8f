package io.parlance.conformance.score.wire;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;

/// A web server for the files of networks that have no store of their own.
public final class FileHost implements AutoCloseable {
    private final HttpServer server;

    /// Starts on a free port of 127.0.0.1.
    public FileHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.start();
    }

    /// Offers a file.
    ///
    /// @return its address
    public String host(String name, String type, byte[] content) {
        String path = "/" + UUID.randomUUID() + "/" + name;
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        exchange.getResponseHeaders().set("Content-Type", type);
                        boolean head = exchange.getRequestMethod().equals("HEAD");
                        exchange.sendResponseHeaders(200, head ? -1 : content.length);
                        if (!head) {
                            exchange.getResponseBody().write(content);
                        }
                    }
                });
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

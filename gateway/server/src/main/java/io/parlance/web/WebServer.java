package io.parlance.web;

import io.parlance.admin.Crossings;
import io.parlance.admin.Health;
import io.parlance.admin.Metrics;
import io.parlance.admin.Operations;
import io.parlance.config.GatewayConfig;
import io.parlance.media.FileMediaStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

import java.net.URI;

/// Listens for HTTP. Any thread.
public final class WebServer {
    private static final int LARGEST_HEADER = 16 * 1024;

    private final GatewayConfig.Http config;
    private final HttpServer server;
    private final EventStream events;

    /// A server over these parts; opens nothing yet.
    public WebServer(
            Vertx vertx,
            GatewayConfig.Http config,
            String token,
            Health health,
            Operations operations,
            Crossings crossings,
            FileMediaStore media,
            Metrics metrics) {
        this.config = config;
        this.events = new EventStream(vertx, crossings);
        Router router = Router.router(vertx);
        new HealthRoutes(health, metrics).addTo(router);
        new MediaRoute(vertx, media).addTo(router);
        router.route("/api/*").handler(new BearerToken(token));
        new AdminRoutes(operations, health, events).addTo(router);
        Answers.addTo(router);
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(config.host())
                        .setPort(config.port())
                        .setMaxHeaderSize(LARGEST_HEADER)
                        .setIdleTimeout(0)
                        .setCompressionSupported(false);
        this.server = vertx.createHttpServer(options).requestHandler(router);
    }

    /// Starts listening.
    ///
    /// @return where, for this machine
    public Future<URI> start() {
        return server.listen()
                .map(it -> URI.create("http://" + reachable() + ":" + it.actualPort()));
    }

    private String reachable() {
        String host = config.host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /// Ends streams and stops listening.
    public Future<Void> stop() {
        events.close();
        return server.close();
    }
}

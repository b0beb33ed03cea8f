package io.parlance.web;

import io.parlance.admin.Health;
import io.parlance.admin.Metrics;
import io.parlance.admin.Status;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a supervisor asks, without a token: states and counts, no addresses, no advice.
final class HealthRoutes {
    private final Health health;
    private final Metrics metrics;

    HealthRoutes(Health health, Metrics metrics) {
        this.health = health;
        this.metrics = metrics;
    }

    void addTo(Router router) {
        router.get("/health")
                .handler(context -> Answers.json(context, 200, Map.of("status", "up")));
        router.get("/ready").handler(this::ready);
        router.get("/metrics").handler(this::metrics);
    }

    private void ready(RoutingContext context) {
        health.status()
                .onComplete(
                        status -> Answers.json(context, status.ready() ? 200 : 503, told(status)),
                        e -> Answers.failed(context, e));
    }

    private static Map<String, Object> told(Status status) {
        Map<String, String> links = new LinkedHashMap<>();
        status.networks().forEach(network -> links.put(network.name(), network.state()));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("ready", status.ready());
        told.put("reasons", List.copyOf(status.reasons()));
        told.put("links", links);
        return told;
    }

    private void metrics(RoutingContext context) {
        String type = "text/plain; version=0.0.4; charset=utf-8";
        metrics.scrape()
                .onComplete(
                        page ->
                                context.response()
                                        .putHeader(HttpHeaders.CONTENT_TYPE, type)
                                        .end(page),
                        e -> Answers.failed(context, e));
    }
}

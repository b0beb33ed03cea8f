package io.parlance.web;

import io.parlance.admin.Health;
import io.parlance.admin.Operations;
import io.parlance.model.InvalidValue;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The admin API, version 1.
final class AdminRoutes {
    private static final String V1 = "/api/v1";
    private static final int LARGEST_BODY = 64 * 1024;
    private static final int LARGEST_PAGE = 1_000;

    private final Operations operations;
    private final Health health;
    private final EventStream events;

    AdminRoutes(Operations operations, Health health, EventStream events) {
        this.operations = operations;
        this.health = health;
        this.events = events;
    }

    void addTo(Router router) {
        router.get(V1 + "/status").handler(it -> Answers.json(it, health.status()));
        router.get(V1 + "/links").handler(it -> Answers.json(it, 200, operations.links()));
        router.post(V1 + "/links")
                .handler(body())
                .handler(it -> withTexts(it, "rooms", this::link));
        router.delete(V1 + "/links").handler(it -> withParameter(it, "room", this::unlink));
        router.get(V1 + "/rooms").handler(it -> Answers.json(it, 200, operations.rooms()));
        router.get(V1 + "/rooms/loss").handler(this::losses);
        router.get(V1 + "/identities")
                .handler(it -> Answers.json(it, 200, operations.identities()));
        router.post(V1 + "/identities")
                .handler(body())
                .handler(it -> withTexts(it, "addresses", this::identify));
        router.delete(V1 + "/identities").handler(it -> withParameter(it, "address", this::forget));
        router.get(V1 + "/trace/:id").handler(this::trace);
        router.get(V1 + "/outbox").handler(it -> Answers.json(it, operations.outbox(limit(it))));
        router.get(V1 + "/dead-letters")
                .handler(it -> Answers.json(it, operations.deadLetters(limit(it))));
        router.post(V1 + "/dead-letters/:id/replay").handler(this::replay);
        router.get(V1 + "/events").handler(events::serve);
        router.get(V1 + "/openapi.json").handler(AdminRoutes::openApi);
    }

    private static BodyHandler body() {
        return BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    }

    private void link(RoutingContext context, List<String> rooms) {
        Answers.json(context, operations.link(rooms));
    }

    private void unlink(RoutingContext context, String room) {
        operations
                .unlink(room)
                .onComplete(
                        gone -> {
                            if (gone.isEmpty()) {
                                notFound(context, room + " is in no link; see /api/v1/links.");
                            } else {
                                Answers.json(context, 200, gone.getFirst());
                            }
                        },
                        e -> Answers.failed(context, e));
    }

    private void losses(RoutingContext context) {
        try {
            Answers.json(context, 200, operations.losses(context.queryParam("room")));
        } catch (InvalidValue e) {
            Answers.failed(context, e);
        }
    }

    private void identify(RoutingContext context, List<String> addresses) {
        if (addresses.size() != 2) {
            Answers.problem(context, 400, "Refused", "Name two addresses of one person.");
            return;
        }
        Answers.json(context, operations.identify(addresses.get(0), addresses.get(1)));
    }

    private void forget(RoutingContext context, String address) {
        found(context, operations.forget(address), address + " belongs to nobody else.");
    }

    private void replay(RoutingContext context) {
        String id = String.valueOf(context.pathParam("id"));
        try {
            found(
                    context,
                    operations.replay(Long.parseLong(id)),
                    "There is no dead letter " + id + "; see /api/v1/dead-letters.");
        } catch (NumberFormatException _) {
            Answers.problem(context, 400, "Refused", "'" + id + "' is no number of a dead letter.");
        }
    }

    private static void found(
            RoutingContext context, io.vertx.core.Future<Boolean> done, String missing) {
        done.onComplete(
                there -> {
                    if (there) {
                        Answers.json(context, 200, Map.of("done", true));
                    } else {
                        notFound(context, missing);
                    }
                },
                e -> Answers.failed(context, e));
    }

    private void trace(RoutingContext context) {
        Answers.json(context, operations.trace(String.valueOf(context.pathParam("id"))));
    }

    private static void notFound(RoutingContext context, String detail) {
        Answers.problem(context, 404, "Not found", detail);
    }

    private static int limit(RoutingContext context) {
        try {
            String text = context.request().getParam("limit", "100");
            return Math.clamp(Integer.parseInt(text), 1, LARGEST_PAGE);
        } catch (NumberFormatException _) {
            return 100;
        }
    }

    private static void withParameter(
            RoutingContext context, String name, BiConsumer<RoutingContext, String> then) {
        @Nullable String value = context.request().getParam(name);
        if (value == null || value.isBlank()) {
            Answers.problem(context, 400, "Refused", "Add ?" + name + "=network:address.");
        } else {
            then.accept(context, value);
        }
    }

    private static void withTexts(
            RoutingContext context, String key, BiConsumer<RoutingContext, List<String>> then) {
        try {
            JsonObject body = context.body().asJsonObject();
            JsonArray array = body == null ? null : body.getJsonArray(key);
            if (array != null && array.stream().allMatch(String.class::isInstance)) {
                then.accept(context, array.stream().map(String.class::cast).toList());
                return;
            }
        } catch (DecodeException | ClassCastException _) {
            // Told below.
        }
        Answers.problem(
                context, 400, "Refused", "Send JSON: {\"" + key + "\": [\"network:address\", …]}");
    }

    private static void openApi(RoutingContext context) {
        context.vertx()
                .executeBlocking(OpenApi::text)
                .onComplete(
                        text ->
                                context.response()
                                        .putHeader("Content-Type", "application/json")
                                        .end(text),
                        e -> Answers.failed(context, e));
    }
}

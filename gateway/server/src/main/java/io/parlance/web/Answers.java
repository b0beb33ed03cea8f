package io.parlance.web;

import io.parlance.admin.Json;
import io.parlance.admin.Problem;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How answers look: JSON, or a problem (RFC 9457) that says what to do.
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    /// Answers whatever no route answered.
    static void addTo(Router router) {
        router.errorHandler(
                404,
                context ->
                        problem(
                                context,
                                404,
                                "Not found",
                                "There is nothing here; /api/v1/openapi.json says what there is."));
        router.errorHandler(
                405, context -> problem(context, 405, "Wrong method", "See /api/v1/openapi.json."));
        router.errorHandler(
                413, context -> problem(context, 413, "Too large", "At most 64 KiB are read."));
        router.errorHandler(
                500, context -> failed(context, new IllegalStateException(context.failure())));
    }

    static void json(RoutingContext context, int status, Object value) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.write(value));
    }

    static void json(RoutingContext context, Future<?> value) {
        value.onComplete(it -> json(context, 200, it), e -> failed(context, e));
    }

    static void problem(RoutingContext context, int status, String title, String detail) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(Json.write(new Problem(status, title, detail)));
    }

    /// Tells the asker of a failure: in full if they can do something, else in short.
    static void failed(RoutingContext context, Throwable failure) {
        if (context.response().ended()) {
            return;
        }
        if (failure instanceof InvalidValue refusal) {
            int status = refusal.reason() == FailureReason.CONFLICT ? 409 : 400;
            problem(context, status, "Refused", String.valueOf(refusal.getMessage()));
            return;
        }
        LOG.warn("{} {} failed", context.request().method(), context.normalizedPath(), failure);
        problem(context, 500, "The gateway failed", String.valueOf(failure.getMessage()));
    }
}

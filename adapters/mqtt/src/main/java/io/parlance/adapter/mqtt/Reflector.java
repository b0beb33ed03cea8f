package io.parlance.adapter.mqtt;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Shows what MQTT's own people say to the others on MQTT: a broker has no rooms, so the gateway is
/// the room. Happens before the writer's message is acknowledged, and waits for the link if it is
/// down; this is no delivery, so no outbox stands behind it.
final class Reflector {
    private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int MOST_REFUSALS = 10;

    private final Vertx vertx;
    private final Function<Publication, Future<Outcome>> outlet;

    /// Publishes by `outlet`.
    Reflector(Vertx vertx, Function<Publication, Future<Outcome>> outlet) {
        this.vertx = vertx;
        this.outlet = outlet;
    }

    /// Publishes all; completes when the broker has them or refused them for good.
    Future<Void> publish(List<Publication> publications) {
        List<Future<Void>> all = new ArrayList<>();
        for (Publication publication : publications) {
            all.add(publish(publication, MOST_REFUSALS));
        }
        return all.size() == 1 ? all.getFirst() : Future.all(all).mapEmpty();
    }

    private Future<Void> publish(Publication publication, int refusalsLeft) {
        return outlet.apply(publication)
                .compose(
                        outcome ->
                                switch (outcome) {
                                    case Outcome.Delivered _ -> Future.succeededFuture();
                                    case Outcome.Refused(var failure) ->
                                            givenUp(publication, failure);
                                    case Outcome.Deferred(var failure, _) ->
                                            later(publication, failure, refusalsLeft);
                                });
    }

    private Future<Void> later(Publication publication, Failure failure, int refusalsLeft) {
        boolean linkDown =
                failure.reason() == FailureReason.LINK_DOWN
                        || failure.reason() == FailureReason.TIMEOUT;
        int left = linkDown || publication.qos() == 0 ? refusalsLeft : refusalsLeft - 1;
        if (left == 0 || publication.qos() == 0) {
            return givenUp(publication, failure);
        }
        Promise<Void> done = Promise.promise();
        vertx.setTimer(PAUSE_MILLIS, _ -> publish(publication, left).onComplete(done));
        return done.future();
    }

    private static Future<Void> givenUp(Publication publication, Failure failure) {
        LOG.warn("Not shown on {}: {}", publication.topic(), failure.detail());
        return Future.succeededFuture();
    }
}

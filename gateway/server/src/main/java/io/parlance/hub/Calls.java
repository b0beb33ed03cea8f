package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls adapters, and holds even those to the contract that break it: a delivery never throws and
/// never fails.
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    static Future<Outcome> deliver(Adapter adapter, Delivery delivery) {
        try {
            return adapter.deliver(delivery)
                    .recover(fault -> Future.succeededFuture(broken(delivery, fault)));
        } catch (RuntimeException fault) {
            return Future.succeededFuture(broken(delivery, fault));
        }
    }

    private static Outcome broken(Delivery delivery, Throwable fault) {
        LOG.error(
                "The adapter of {} broke its contract with {}; please report it",
                delivery.destination(),
                delivery.envelope().id(),
                fault);
        return Outcome.deferred(
                Failure.uncertain(
                        FailureReason.INTERNAL,
                        "The gateway had a fault; it tries again.",
                        fault.getClass().getSimpleName()));
    }
}

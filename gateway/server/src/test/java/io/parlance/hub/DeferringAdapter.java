package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import java.util.concurrent.atomic.AtomicInteger;

/// Says "not now" a number of times, then takes everything.
final class DeferringAdapter extends FakeAdapter {
    private final AtomicInteger left;

    DeferringAdapter(NetworkId network, int times) {
        super(network);
        left = new AtomicInteger(times);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        if (left.getAndDecrement() > 0) {
            return Future.succeededFuture(
                    Outcome.deferred(
                            Failure.uncertain(
                                    FailureReason.RECIPIENT_UNAVAILABLE, "Not now.", "busy")));
        }
        return Future.succeededFuture(Outcome.delivered(RecordingAdapter.id(delivery)));
    }
}

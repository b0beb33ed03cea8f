package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import java.util.concurrent.atomic.AtomicInteger;

/// Breaks the contract in turn: throws, then fails, then works.
final class BrokenAdapter extends FakeAdapter {
    private final AtomicInteger calls = new AtomicInteger();

    BrokenAdapter(NetworkId network) {
        super(network);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return switch (calls.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("thrown on purpose");
            case 2 -> Future.failedFuture("failed on purpose");
            default -> Future.succeededFuture(Outcome.delivered(RecordingAdapter.id(delivery)));
        };
    }
}

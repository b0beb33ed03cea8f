package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/// Takes everything at once, and stops when it is let go.
final class LeavingAdapter extends FakeAdapter {
    private final Promise<Void> leaving = Promise.promise();
    private final Promise<Void> left = Promise.promise();

    LeavingAdapter(NetworkId network) {
        super(network);
    }

    /// Completes when it was asked to stop.
    Future<Void> leaving() {
        return leaving.future();
    }

    void leave() {
        left.tryComplete();
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return Future.succeededFuture(Outcome.delivered(RecordingAdapter.id(delivery)));
    }

    @Override
    public Future<Void> stop() {
        leaving.tryComplete();
        return left.future();
    }
}

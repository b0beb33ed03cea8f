package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/// Takes nothing until its gate is opened, then everything at once.
final class GatedAdapter extends FakeAdapter {
    private final Promise<Void> gate = Promise.promise();

    GatedAdapter(NetworkId network) {
        super(network);
    }

    void open() {
        gate.complete();
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return gate.future().map(_ -> Outcome.delivered(RecordingAdapter.id(delivery)));
    }
}

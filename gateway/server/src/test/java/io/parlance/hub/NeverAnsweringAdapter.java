package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/// Keeps whoever asks waiting for ever.
final class NeverAnsweringAdapter extends FakeAdapter {
    NeverAnsweringAdapter(NetworkId network) {
        super(network);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return Promise.<Outcome>promise().future();
    }
}

package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

/// Has a link that comes and goes: says so when asked to deliver, whatever it said of its state.
final class FlappingAdapter extends FakeAdapter {
    volatile boolean connected;

    FlappingAdapter(NetworkId network) {
        super(network);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return Future.succeededFuture(
                connected
                        ? Outcome.delivered(RecordingAdapter.id(delivery))
                        : Outcome.deferred(
                                Failure.certain(FailureReason.LINK_DOWN, "Not connected.", "")));
    }
}

package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

/// Refuses everything.
final class RefusingAdapter extends FakeAdapter {
    RefusingAdapter(NetworkId network) {
        super(network);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        return Future.succeededFuture(
                new Outcome.Refused(
                        Failure.certain(
                                FailureReason.RECIPIENT_UNKNOWN, "Nobody is called so.", "404")));
    }
}

package io.parlance.hub;

import io.parlance.model.Delivery;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.Future;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Takes everything after a moment, now longer, now shorter, on some thread of its own.
final class SlowAdapter extends FakeAdapter {
    SlowAdapter(NetworkId network) {
        super(network);
    }

    @Override
    Future<Outcome> answer(Delivery delivery) {
        long micros = ThreadLocalRandom.current().nextLong(2000);
        var later = CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS);
        return Future.fromCompletionStage(
                CompletableFuture.supplyAsync(
                        () -> Outcome.delivered(RecordingAdapter.id(delivery)), later));
    }
}

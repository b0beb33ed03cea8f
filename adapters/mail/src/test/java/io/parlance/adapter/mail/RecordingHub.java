package io.parlance.adapter.mail;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A hub that remembers what it was given, and becomes durable when the test says so.
final class RecordingHub implements Hub {
    final List<Envelope> offered = new CopyOnWriteArrayList<>();
    final List<Envelope> accepted = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    final List<Integer> recovered = new CopyOnWriteArrayList<>();
    volatile Future<Void> durable = Future.succeededFuture();
    volatile Function<Envelope, Acceptance> decision = e -> new Acceptance.Accepted(e.id());
    private final Set<NativeId> known = ConcurrentHashMap.newKeySet();

    /// From now on nothing becomes durable until the promise is kept.
    Promise<Void> hold() {
        Promise<Void> promise = Promise.promise();
        durable = promise.future();
        return promise;
    }

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        offered.add(envelope);
        return durable.map(
                _ -> {
                    if (!envelope.nativeIds().isEmpty()
                            && known.contains(envelope.nativeIds().getFirst())) {
                        return new Acceptance.Dropped("duplicate");
                    }
                    Acceptance answer = decision.apply(envelope);
                    if (answer instanceof Acceptance.Accepted) {
                        known.addAll(envelope.nativeIds());
                        accepted.add(envelope);
                    }
                    return answer;
                });
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        states.add(state);
    }

    @Override
    public void caughtUp(NetworkId network, int count, String unrecoverable) {
        recovered.add(count);
    }

    /// The texts of the accepted messages, in order.
    List<String> texts() {
        return accepted.stream()
                .filter(e -> e.event() instanceof Event.Message)
                .map(e -> ((Event.Message) e.event()).body().text())
                .toList();
    }

    /// The newest state of the link, as its word.
    String state() {
        return states.isEmpty() ? "none" : states.getLast().word();
    }
}

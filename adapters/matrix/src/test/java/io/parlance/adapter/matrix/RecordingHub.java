package io.parlance.adapter.matrix;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// A hub that writes down what it is given. It can hold its answers back (a slow disk), refuse to
/// take anything (a full disk), and reject; like the real one, it takes no native id twice.
final class RecordingHub implements Hub {
    final List<Envelope> taken = new CopyOnWriteArrayList<>();
    final List<Integer> recoveries = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    private final Set<NativeId> known = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private boolean full;
    private java.util.Optional<Acceptance.Rejected> rejection = java.util.Optional.empty();

    @Override
    public synchronized Future<Acceptance> accept(Envelope envelope) {
        if (!(envelope.event() instanceof Event.Durable)) {
            taken.add(envelope);
            return Future.succeededFuture(new Acceptance.Accepted(envelope.id()));
        }
        if (full) {
            return Future.failedFuture("disk full");
        }
        if (!envelope.nativeIds().isEmpty() && !known.add(envelope.nativeIds().getFirst())) {
            return Future.succeededFuture(new Acceptance.Dropped("duplicate"));
        }
        taken.add(envelope);
        Acceptance answer =
                rejection.isPresent() ? rejection.get() : new Acceptance.Accepted(envelope.id());
        if (!holding) {
            return Future.succeededFuture(answer);
        }
        Promise<Acceptance> promise = Promise.promise();
        held.add(() -> promise.complete(answer));
        return promise.future();
    }

    synchronized void hold() {
        holding = true;
    }

    void release() {
        List<Runnable> waiting;
        synchronized (this) {
            holding = false;
            waiting = List.copyOf(held);
            held.clear();
        }
        waiting.forEach(Runnable::run);
    }

    synchronized int held() {
        return held.size();
    }

    synchronized void full(boolean now) {
        full = now;
    }

    synchronized void reject(Acceptance.Rejected with) {
        rejection = java.util.Optional.of(with);
    }

    /// What was taken of one kind, in order.
    <T extends Event> List<T> events(Class<T> kind) {
        return taken.stream()
                .map(Envelope::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        states.add(state);
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {
        recoveries.add(recovered);
    }
}

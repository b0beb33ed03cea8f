package io.parlance.adapter.mqtt;

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

/// A hub that writes down what it is told, drops repetitions, and makes durable when the test says
/// so.
final class RecordingHub implements Hub {
    final List<Envelope> taken = new CopyOnWriteArrayList<>();
    final List<Envelope> asked = new CopyOnWriteArrayList<>();
    final List<Promise<Acceptance>> pending = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    private final Set<NativeId> known = ConcurrentHashMap.newKeySet();
    volatile boolean slowDisk;
    volatile int fullDisk;
    volatile Function<Envelope, Acceptance> verdict =
            envelope -> new Acceptance.Accepted(envelope.id());

    @Override
    public synchronized Future<Acceptance> accept(Envelope envelope) {
        asked.add(envelope);
        if (fullDisk > 0) {
            fullDisk--;
            return Future.failedFuture("no space left on device");
        }
        if (!envelope.nativeIds().isEmpty() && !known.add(envelope.nativeIds().getFirst())) {
            return Future.succeededFuture(new Acceptance.Dropped("duplicate"));
        }
        Acceptance answer = verdict.apply(envelope);
        if (answer instanceof Acceptance.Accepted) {
            taken.add(envelope);
        }
        if (!slowDisk) {
            return Future.succeededFuture(answer);
        }
        Promise<Acceptance> durable = Promise.promise();
        pending.add(durable);
        return durable.future();
    }

    /// The disk has written everything.
    void makeDurable() {
        slowDisk = false;
        for (int i = 0; i < pending.size(); i++) {
            pending.get(i).tryComplete(new Acceptance.Accepted(taken.get(i).id()));
        }
    }

    /// The texts of the messages that were taken, in order.
    List<String> texts() {
        return taken.stream()
                .map(Envelope::event)
                .filter(Event.Message.class::isInstance)
                .map(event -> ((Event.Message) event).body().text())
                .toList();
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        states.add(state);
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {}
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A hub that takes everything and remembers it; a test may have it answer otherwise.
final class RecordingHub implements Hub {
    final List<Envelope> envelopes = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    final List<String> catchUps = new CopyOnWriteArrayList<>();
    volatile Function<Envelope, Future<Acceptance>> answer =
            envelope -> Future.succeededFuture(new Acceptance.Accepted(envelope.id()));

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        envelopes.add(envelope);
        return answer.apply(envelope);
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        states.add(state);
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {
        catchUps.add(recovered + unrecoverable);
    }

    <E extends Event> List<Envelope> of(Class<E> kind) {
        return envelopes.stream().filter(e -> kind.isInstance(e.event())).toList();
    }
}

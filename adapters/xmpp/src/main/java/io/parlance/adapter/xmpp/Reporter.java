package io.parlance.adapter.xmpp;

import io.parlance.model.Envelope;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands envelopes to the hub in the order of their arrival, and slows the links down when the hub
/// has too many in hand. Confined to the event loop.
final class Reporter {
    private static final int HIGH = 4096;
    private static final int LOW = 1024;

    private final Hub hub;
    private final Loop loop;
    private final Consumer<Boolean> pause;
    private final List<Promise<Void>> waiting = new ArrayList<>();
    private int inHand;
    private boolean paused;

    Reporter(Hub hub, Loop loop, Consumer<Boolean> pause) {
        this.hub = hub;
        this.loop = loop;
        this.pause = pause;
    }

    /// Reports an envelope; completes on the loop with what the hub made of it.
    Future<Acceptance> report(Envelope envelope) {
        inHand++;
        if (inHand > HIGH && !paused) {
            paused = true;
            pause.accept(true);
        }
        return loop.here(hub.accept(envelope)).onComplete(_ -> done());
    }

    /// Completes when the hub has answered for all that was reported.
    Future<Void> idle() {
        if (inHand == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> idle = Promise.promise();
        waiting.add(idle);
        return idle.future();
    }

    private void done() {
        inHand--;
        if (inHand == 0) {
            List<Promise<Void>> idle = List.copyOf(waiting);
            waiting.clear();
            idle.forEach(Promise::complete);
        }
        if (paused && inHand < LOW) {
            paused = false;
            pause.accept(false);
        }
    }
}

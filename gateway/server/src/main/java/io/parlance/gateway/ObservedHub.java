package io.parlance.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parlance.admin.Crossing;
import io.parlance.admin.Crossings;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import java.time.Duration;

/// The hub as one adapter sees it: measures how long it takes until an envelope is durable, and
/// tells what came.
final class ObservedHub implements Hub {
    private final Hub hub;
    private final Crossings crossings;
    private final Timer durable;

    ObservedHub(Hub hub, NetworkId network, Crossings crossings, MeterRegistry metrics) {
        this.hub = hub;
        this.crossings = crossings;
        this.durable =
                Timer.builder("parlance.accept")
                        .description("Time until an envelope that came in was durable")
                        .tag("network", network.name())
                        .publishPercentiles(0.5, 0.99)
                        .register(metrics);
    }

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        long begun = System.nanoTime();
        boolean watched = crossings.watched();
        if (watched) {
            crossings.begin(envelope.id());
        }
        return hub.accept(envelope)
                .onSuccess(
                        answer -> {
                            Duration took = Duration.ofNanos(System.nanoTime() - begun);
                            if (envelope.event() instanceof Event.Durable) {
                                durable.record(took);
                            }
                            if (watched) {
                                crossings.tell(new Crossing.Came(envelope, answer, took));
                            }
                        });
    }

    @Override
    public void linkChanged(NetworkId network, LinkState state) {
        hub.linkChanged(network, state);
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {
        hub.caughtUp(network, recovered, unrecoverable);
    }
}

package io.parlance.hub;

import io.parlance.identity.IdentityMapping;
import io.parlance.journal.Journal;
import io.parlance.model.Envelope;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A hub over fake adapters, with a real journal in a folder. All labs of a test run share one
/// identity mapping, since that takes a second to open; rooms and people have unique names instead.
final class HubLab implements AutoCloseable {
    static final String GATEWAY = "gw";
    static final RetrySchedule QUICK =
            new RetrySchedule(Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofDays(3));
    static final HubSettings SETTINGS =
            HubSettings.DEFAULT
                    .withTimes(Duration.ofSeconds(20), QUICK, Duration.ofMillis(300))
                    .withPresence(Duration.ofMillis(300), 50);

    final EventHub hub;
    final Journal journal;
    private final Vertx vertx = Vertx.vertx();

    HubLab(Path folder, HubSettings settings) {
        journal = Journal.open(folder);
        hub = new EventHub(vertx, GATEWAY, journal, Shared.MAPPING, settings);
    }

    /// A lab with these networks, started and connected.
    static HubLab of(Path folder, HubSettings settings, FakeAdapter... adapters) {
        HubLab lab = new HubLab(folder, settings);
        for (FakeAdapter adapter : adapters) {
            lab.hub.add(adapter.network, adapter);
        }
        await(lab.hub.start());
        for (FakeAdapter adapter : adapters) {
            lab.link(adapter.network, new LinkState.Up());
        }
        return lab;
    }

    static HubLab of(Path folder, FakeAdapter... adapters) {
        return of(folder, SETTINGS, adapters);
    }

    void link(NetworkId network, LinkState state) {
        hub.linkChanged(network, state);
    }

    Acceptance accept(Envelope envelope) {
        return await(hub.accept(envelope));
    }

    HubFigures.Network figures(NetworkId network) {
        HubFigures.Network figures = hub.figures().networks().get(network);
        if (figures == null) {
            throw new IllegalStateException("Nothing is counted of " + network);
        }
        return figures;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing came within 20 s", e);
        }
    }

    static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5));
    }

    @Override
    public void close() {
        await(hub.stop());
        journal.close();
        await(vertx.close());
    }

    /// Opened when first used, once in a test run.
    private static final class Shared {
        static final IdentityMapping MAPPING = open();

        private static IdentityMapping open() {
            try {
                return IdentityMapping.open(Files.createTempDirectory("hub-lab"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

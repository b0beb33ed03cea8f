package io.parlance.admin;

import io.parlance.config.GatewayConfig;
import io.parlance.hub.EventHub;
import io.parlance.hub.HubFigures;
import io.parlance.journal.Journal;
import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;
import io.parlance.spi.StateStore;
import io.vertx.core.Future;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// How the gateway is. Ready means that it takes messages: the journal can be written. A link that
/// is down does not make it unready, since everything for it waits in the journal. Any thread.
public final class Health {
    private static final HubFigures.Network NOTHING =
            new HubFigures.Network(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final long PROBE_SECONDS = 3;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final GatewayConfig config;
    private final EventHub hub;
    private final StateStore store;
    private final Backlog backlog;
    private final String token;
    private final Instant since = Instant.now();
    private final AtomicReference<Probe> last = new AtomicReference<>();
    private final AtomicReference<String> phase = new AtomicReference<>("The gateway starts.");

    /// The health of these parts.
    public Health(GatewayConfig config, EventHub hub, Journal journal, String token) {
        this.config = config;
        this.hub = hub;
        this.store = journal.stateStore(new NetworkId("parlance"));
        this.backlog = new Backlog(journal);
        this.token = token;
    }

    private record Probe(long at, Future<List<String>> answer) {}

    /// Says in which phase the gateway is; empty while it runs.
    public void phase(String text) {
        phase.set(text);
    }

    /// Why the gateway takes no messages; empty if it does. Asks the journal at most once a second.
    public Future<List<String>> reasons() {
        String now = phase.get();
        if (!now.isEmpty()) {
            return Future.succeededFuture(List.of(now));
        }
        Probe probe = last.get();
        if (probe == null || System.nanoTime() - probe.at() > FRESH_NANOS) {
            probe = new Probe(System.nanoTime(), write());
            last.set(probe);
        }
        return probe.answer();
    }

    private Future<List<String>> write() {
        return store.put("ready", Instant.now().toString())
                .timeout(PROBE_SECONDS, TimeUnit.SECONDS)
                .map(List.<String>of())
                .otherwise(e -> List.of("The journal cannot be written: " + e.getMessage()));
    }

    /// Everything at a glance.
    public Future<Status> status() {
        return reasons().compose(reasons -> backlog.now().map(_ -> status(reasons)));
    }

    private Status status(List<String> reasons) {
        return new Status(
                config.id(),
                Version.text(),
                since,
                config.data().toString(),
                reasons.isEmpty(),
                reasons,
                networks());
    }

    private List<NetworkStatus> networks() {
        Map<NetworkId, LinkState> links = hub.links();
        HubFigures figures = hub.figures();
        return new TreeMap<>(config.networks())
                .entrySet().stream()
                        .map(
                                each ->
                                        network(
                                                each.getKey(),
                                                each.getValue(),
                                                links.getOrDefault(
                                                        each.getKey(), new LinkState.Connecting()),
                                                figures.networks()
                                                        .getOrDefault(each.getKey(), NOTHING)))
                        .toList();
    }

    private NetworkStatus network(
            NetworkId id,
            GatewayConfig.Network network,
            LinkState state,
            HubFigures.Network figures) {
        return new NetworkStatus(
                id.name(),
                network.protocol(),
                state.word(),
                state.advice(),
                Fingerprint.of(token, network.protocol(), network.values()),
                figures.accepted(),
                figures.delivered(),
                figures.deferred(),
                figures.refused(),
                backlog.known(id));
    }
}

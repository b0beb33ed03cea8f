package io.parlance.admin;

import com.sun.management.ThreadMXBean;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parlance.hub.EventHub;
import io.parlance.hub.HubFigures;
import io.parlance.journal.Journal;
import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What Prometheus sees. Figures are read when they are asked for; counting costs the hub nothing
/// more.
public final class Metrics {
    private static final List<String> STATES =
            List.of("connecting", "up", "degraded", "down", "bad-credentials");

    private final PrometheusMeterRegistry registry;
    private final EventHub hub;
    private final Backlog backlog;

    /// Binds the hub's figures, the journal's, and the JVM's, to `registry`.
    public Metrics(PrometheusMeterRegistry registry, EventHub hub, Journal journal) {
        this.registry = registry;
        this.hub = hub;
        this.backlog = new Backlog(journal);
        new JvmCompilationMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        bindGarbageCollector();
        bindAllocation();
        hub.networks().ids().forEach(this::bind);
    }

    /// Everything, in Prometheus's text format.
    public Future<String> scrape() {
        return backlog.now().map(_ -> registry.scrape());
    }

    // Its notifications need no closing of their own: they end with the process that they measure.
    @SuppressWarnings("resource")
    private void bindGarbageCollector() {
        new JvmGcMetrics().bindTo(registry);
    }

    /// Unlike the collector's own figure, this one is right at any moment.
    private void bindAllocation() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads) {
            FunctionCounter.builder(
                            "jvm.threads.allocated",
                            threads,
                            ThreadMXBean::getTotalThreadAllocatedBytes)
                    .description("Bytes that all threads allocated since the start")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private void bind(NetworkId network) {
        counter(network, "accepted", "Envelopes that it brought", HubFigures.Network::accepted);
        counter(network, "rejected", "Envelopes refused to it", HubFigures.Network::rejected);
        counter(network, "recovered", "Caught up", HubFigures.Network::recovered);
        counter(network, "delivered", "Deliveries that it took", HubFigures.Network::delivered);
        counter(network, "deferred", "Tries that are repeated", HubFigures.Network::deferred);
        counter(network, "dead", "Deliveries that were given up", HubFigures.Network::refused);
        counter(network, "omitted", "Left out: not expressible", HubFigures.Network::omitted);
        counter(network, "timeouts", "Tries without an answer", HubFigures.Network::timeouts);
        counter(
                network,
                "delivery.seconds",
                "Time from acceptance to delivery, summed",
                figures -> figures.deliveryMillis() / 1e3);
        counter(
                network,
                "ephemerals",
                "Ephemeral ones it took",
                HubFigures.Network::ephemeralsSent);
        Gauge.builder("parlance.outbox", () -> backlog.known(network))
                .description("Deliveries that wait in the journal")
                .tag("network", network.name())
                .register(registry);
        gauge(network, "outbox.memory", "Those of them in memory", HubFigures.Network::pending);
        gauge(network, "lanes", "Lanes in memory", HubFigures.Network::lanes);
        gauge(network, "in.flight", "Deliveries under way", HubFigures.Network::inFlight);
        for (String state : STATES) {
            Gauge.builder("parlance.link", () -> is(network, state) ? 1 : 0)
                    .description("The state of the link: 1 for the one it is in")
                    .tag("network", network.name())
                    .tag("state", state)
                    .register(registry);
        }
    }

    private boolean is(NetworkId network, String state) {
        return hub.links().getOrDefault(network, new LinkState.Connecting()).word().equals(state);
    }

    private double value(NetworkId network, ToDoubleFunction<HubFigures.Network> figure) {
        HubFigures.Network figures = hub.figures().networks().get(network);
        return figures == null ? 0 : figure.applyAsDouble(figures);
    }

    private void counter(
            NetworkId network,
            String name,
            String description,
            ToDoubleFunction<HubFigures.Network> figure) {
        FunctionCounter.builder("parlance." + name, this, it -> it.value(network, figure))
                .description(description)
                .tag("network", network.name())
                .register(registry);
    }

    private void gauge(
            NetworkId network,
            String name,
            String description,
            ToDoubleFunction<HubFigures.Network> figure) {
        Gauge.builder("parlance." + name, this, it -> it.value(network, figure))
                .description(description)
                .tag("network", network.name())
                .register(registry);
    }
}

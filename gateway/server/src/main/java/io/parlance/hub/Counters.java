package io.parlance.hub;

import io.parlance.model.NetworkId;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens. Written by the hub, read from any thread.
final class Counters {
    private final Map<NetworkId, PerNetwork> networks = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    /// One network's counters.
    static final class PerNetwork {
        final LongAdder accepted = new LongAdder();
        final LongAdder rejected = new LongAdder();
        final LongAdder recovered = new LongAdder();
        final LongAdder delivered = new LongAdder();
        final LongAdder deferred = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder omitted = new LongAdder();
        final LongAdder timeouts = new LongAdder();
        final LongAdder deliveryMillis = new LongAdder();
        final LongAdder ephemeralsSent = new LongAdder();
        final LongAdder ephemeralsDropped = new LongAdder();
        // Written by the hub's context alone, so no read-modify-write is ever torn.
        volatile int pending;
        volatile int lanes;
        volatile int inFlight;
        volatile int ephemeralsPending;

        private HubFigures.Network figures() {
            return new HubFigures.Network(
                    accepted.sum(),
                    rejected.sum(),
                    recovered.sum(),
                    delivered.sum(),
                    deferred.sum(),
                    refused.sum(),
                    omitted.sum(),
                    timeouts.sum(),
                    deliveryMillis.sum(),
                    ephemeralsSent.sum(),
                    ephemeralsDropped.sum(),
                    pending,
                    lanes,
                    inFlight,
                    ephemeralsPending);
        }
    }

    PerNetwork of(NetworkId network) {
        PerNetwork known = networks.get(network);
        return known == null ? networks.computeIfAbsent(network, _ -> new PerNetwork()) : known;
    }

    void dropped(String why) {
        dropped.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }

    HubFigures figures() {
        Map<NetworkId, HubFigures.Network> each = new HashMap<>();
        networks.forEach((network, counters) -> each.put(network, counters.figures()));
        Map<String, Long> reasons = new HashMap<>();
        dropped.forEach((why, count) -> reasons.put(why, count.sum()));
        return new HubFigures(each, reasons);
    }
}

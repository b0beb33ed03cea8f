package io.parlance.hub;

import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// The state of every network's link. Written on the hub's loop, read from any thread.
final class LinkBoard {
    private static final Logger LOG = LoggerFactory.getLogger(LinkBoard.class);
    private static final LinkState CONNECTING = new LinkState.Connecting();

    private final Map<NetworkId, LinkState> states = new ConcurrentSkipListMap<>();

    void add(NetworkId network) {
        states.put(network, CONNECTING);
    }

    /// Notes a state; false if it is no news or there is no such network.
    boolean changed(NetworkId network, LinkState state) {
        LinkState before = states.get(network);
        if (before == null || before.equals(state)) {
            return false;
        }
        states.put(network, state);
        if (state.advice().isEmpty()) {
            LOG.info("Link {}: {}", network, state.word());
        } else {
            LOG.warn("Link {}: {}. {}", network, state.word(), state.advice());
        }
        return true;
    }

    Map<NetworkId, LinkState> states() {
        return Map.copyOf(states);
    }

    /// Whether deliveries have a chance in this state.
    static boolean open(LinkState state) {
        return switch (state) {
            case LinkState.Up _, LinkState.Degraded _ -> true;
            case LinkState.Connecting _, LinkState.Down _, LinkState.BadCredentials _ -> false;
        };
    }
}

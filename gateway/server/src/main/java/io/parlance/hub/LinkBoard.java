package io.parlance.hub;

import io.parlance.model.NetworkId;
import io.parlance.spi.LinkState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/// The state of every network's link. Written on the hub's loop, read from any thread.
final class LinkBoard {
    private static final Logger LOG = LoggerFactory.getLogger(LinkBoard.class);
    private static final LinkState CONNECTING = new LinkState.Connecting();

    /// So many reasons of one outage are told; a text that always differs would else fill the log.
    private static final int REASONS = 20;

    private final Map<NetworkId, LinkState> states = new ConcurrentSkipListMap<>();

    /// What was told since the link was last up.
    private final Map<NetworkId, Set<LinkState>> told = new HashMap<>();

    void add(NetworkId network) {
        states.put(network, CONNECTING);
    }

    /// Notes a state; false if it is no news or there is no such network. That it is tried again is
    /// no news: what was wrong stays readable until it is known to be better.
    boolean changed(NetworkId network, LinkState state) {
        LinkState before = states.get(network);
        boolean again = state instanceof LinkState.Connecting && before != null && !before.open();
        if (before == null || before.equals(state) || again) {
            return false;
        }
        states.put(network, state);
        tell(network, state);
        return true;
    }

    /// One line when it is up, and one for each reason why it is not; repetitions only for those
    /// who look closely.
    private void tell(NetworkId network, LinkState state) {
        Set<LinkState> said = told.computeIfAbsent(network, _ -> new HashSet<>());
        if (state instanceof LinkState.Up) {
            said.clear();
            LOG.info("Link {}: {}", network, state.word());
        } else if (state instanceof LinkState.Connecting
                || said.size() >= REASONS
                || !said.add(state)) {
            LOG.debug("Link {}: {}. {}", network, state.word(), state.advice());
        } else {
            LOG.warn("Link {}: {}. {}", network, state.word(), state.advice());
        }
    }

    Map<NetworkId, LinkState> states() {
        return Map.copyOf(states);
    }
}

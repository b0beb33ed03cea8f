package io.parlance.adapter.xmpp;

import io.parlance.spi.AdapterContext;
import io.parlance.spi.LinkState;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The states of all component streams as one state of the network. Confined to the event loop.
final class LinkBoard {
    private final AdapterContext context;
    private final Map<String, LinkState> states = new LinkedHashMap<>();

    LinkBoard(AdapterContext context) {
        this.context = context;
    }

    /// Notes the state of one component and reports what it means for the network.
    void set(String domain, LinkState state) {
        if (state instanceof LinkState.Connecting
                && states.containsKey(domain)
                && !(states.get(domain) instanceof LinkState.Up)) {
            // The advice of the last failure stays readable while it is tried again.
            return;
        }
        states.put(domain, state);
        context.hub().linkChanged(context.network(), summary(states.values()));
    }

    /// All up is up; none up is the first trouble; the rest works in part.
    static LinkState summary(Collection<LinkState> states) {
        LinkState trouble = null;
        boolean anyUp = false;
        for (LinkState state : states) {
            if (state instanceof LinkState.Up) {
                anyUp = true;
            } else if (trouble == null || trouble instanceof LinkState.Connecting) {
                trouble = state;
            }
        }
        if (trouble == null) {
            return new LinkState.Up();
        }
        return !anyUp || trouble instanceof LinkState.Connecting
                ? trouble
                : new LinkState.Degraded(trouble.advice());
    }
}

package io.parlance.hub;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Delivery;
import io.parlance.model.Outcome;
import io.parlance.spi.Adapter;
import io.vertx.core.AsyncResult;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What one network is told of which only the newest counts. At most one event of each kind, sender
/// and conversation is under way and at most one waits: a newer one takes its place. When too many
/// wait, the oldest goes. Nothing is kept while the link is down. Lives on the hub's loop.
final class Ephemerals {
    /// What an event can be replaced by.
    ///
    /// @param what the kind, and for what does not replace each other, the message it is about
    record Key(Address sender, Conversation target, String what) {}

    private final Core core;
    private final Adapter adapter;
    private final Counters.PerNetwork counters;
    private final Map<Key, Delivery> waiting = new LinkedHashMap<>();
    private final Map<Key, Long> flying = new HashMap<>();
    private boolean open;

    Ephemerals(Core core, Adapter adapter, Counters.PerNetwork counters) {
        this.core = core;
        this.adapter = adapter;
        this.counters = counters;
    }

    /// Opens or closes the way; closing forgets what waits.
    void open(boolean yes) {
        open = yes;
        if (!yes) {
            counters.ephemeralsDropped.add(waiting.size());
            waiting.clear();
            counters.ephemeralsPending = 0;
        }
    }

    /// Tells the network soon, unless something newer comes first.
    void offer(Key key, Delivery delivery) {
        if (!open) {
            counters.ephemeralsDropped.increment();
            return;
        }
        Delivery older = waiting.put(key, delivery);
        if (older != null) {
            counters.ephemeralsDropped.increment();
            if (!delivery.audience().containsAll(older.audience())) {
                waiting.put(key, withAudienceOf(older, delivery));
            }
        } else if (waiting.size() > core.settings().ephemeralPending()) {
            Iterator<Key> eldest = waiting.keySet().iterator();
            eldest.next();
            eldest.remove();
            counters.ephemeralsDropped.increment();
        }
        send();
    }

    /// Those who were to hear the older one hear the newer one.
    private static Delivery withAudienceOf(Delivery older, Delivery newer) {
        Set<Address> audience = new HashSet<>(older.audience());
        audience.addAll(newer.audience());
        return new Delivery(
                newer.envelope(), newer.destination(), newer.target(), audience, newer.attempt());
    }

    /// Gives up what the adapter has not answered for too long.
    void tick(long now) {
        long limit = core.settings().deliverTimeout().toNanos();
        flying.values().removeIf(since -> now - since > limit);
        send();
    }

    private void send() {
        Iterator<Map.Entry<Key, Delivery>> next = waiting.entrySet().iterator();
        while (next.hasNext() && flying.size() < core.settings().ephemeralInFlight()) {
            var entry = next.next();
            Key key = entry.getKey();
            if (!flying.containsKey(key)) {
                Delivery delivery = entry.getValue();
                next.remove();
                deliver(key, delivery);
            }
        }
        counters.ephemeralsPending = waiting.size();
    }

    private void deliver(Key key, Delivery delivery) {
        long since = System.nanoTime();
        flying.put(key, since);
        Calls.deliver(adapter, delivery)
                .onComplete(outcome -> core.loop().later(() -> done(key, since, outcome)));
    }

    private void done(Key key, long since, AsyncResult<Outcome> outcome) {
        if (outcome.succeeded() && outcome.result() instanceof Outcome.Delivered) {
            counters.ephemeralsSent.increment();
        } else {
            counters.ephemeralsDropped.increment();
        }
        flying.remove(key, since);
        send();
    }
}

package io.parlance.adapter.mqtt;

import io.vertx.core.Future;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Does what takes time for one topic after the other, so that nothing overtakes what was written
/// before it. Belongs to the adapter's context, as does what it is given to do.
final class InTurn {
    private final Map<String, Future<Void>> last = new HashMap<>();

    /// Whether something of this topic is still going on.
    boolean busy(String topic) {
        return last.containsKey(topic);
    }

    /// Begins when everything before it on `topic` has ended, well or not.
    Future<Void> after(String topic, Supplier<Future<Void>> work) {
        Future<Void> before = last.get(topic);
        Future<Void> mine = before == null ? work.get() : before.transform(_ -> work.get());
        last.put(topic, mine);
        mine.onComplete(_ -> last.remove(topic, mine));
        return mine;
    }
}

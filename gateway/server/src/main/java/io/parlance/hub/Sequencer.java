package io.parlance.hub;

import io.vertx.core.Future;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Keeps what adapters report of one conversation in order while something must be looked up for an
/// earlier event of the same conversation. Without look-ups under way it costs nothing. Lives on
/// the hub's loop.
final class Sequencer {
    private final Map<Object, Queue<Runnable>> held = new HashMap<>();

    /// Runs `task` now, or after what the conversation `key` is held for.
    void inOrder(Object key, Runnable task) {
        Queue<Runnable> queue = held.isEmpty() ? null : held.get(key);
        if (queue == null) {
            task.run();
        } else {
            queue.add(task);
        }
    }

    /// Whether nothing is held at all, so that no key need be made.
    boolean idle() {
        return held.isEmpty();
    }

    /// Holds the conversation `key` until `lookup` completed and its handlers, added before, ran.
    void hold(Object key, Future<?> lookup) {
        held.put(key, new ArrayDeque<>());
        lookup.onComplete(_ -> release(key));
    }

    private void release(Object key) {
        Queue<Runnable> queue = held.remove(key);
        if (queue == null) {
            return;
        }
        while (!queue.isEmpty()) {
            queue.remove().run();
            Queue<Runnable> again = held.get(key);
            if (again != null) {
                // That task must look something up itself: the rest waits for it.
                again.addAll(queue);
                return;
            }
        }
    }
}

package io.parlance.adapter.matrix;

import org.jspecify.annotations.Nullable;

/// Which thread an event is in, and what was said last in each: clients that know no threads see an
/// event of a thread as an answer to the one before ("Threading"). The newest, in memory: without
/// it the answer is to the root. Thread-safe.
final class Threads {
    private static final int REMEMBERED = 20_000;

    private final Lru<String, String> roots = new Lru<>(REMEMBERED);
    private final Lru<String, String> latest = new Lru<>(REMEMBERED);

    /// Something was said in the thread that `root` began.
    void said(@Nullable String root, String event) {
        if (root != null && !root.equals(event)) {
            roots.put(event, root);
            latest.put(root, event);
        }
    }

    /// The event that begins the thread of `event`: a thread in a thread is not allowed.
    String root(String event) {
        String root = roots.get(event);
        return root == null ? event : root;
    }

    /// What was said last in the thread, or its root.
    String latest(String root) {
        String event = latest.get(root);
        return event == null ? root : event;
    }
}

package io.parlance.admin;

import io.parlance.journal.Journal;
import io.parlance.model.NetworkId;
import io.vertx.core.Future;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// How many deliveries wait in the journal for each network. Any thread.
final class Backlog {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Journal journal;
    private final AtomicReference<Asked> last = new AtomicReference<>();
    private final AtomicReference<Map<NetworkId, Long>> known = new AtomicReference<>(Map.of());

    private record Asked(long at, Future<Map<NetworkId, Long>> answer) {}

    Backlog(Journal journal) {
        this.journal = journal;
    }

    /// The counts; what was known last if the journal cannot be read. Asks it at most once a
    /// second, since anybody on the node's address may ask for them.
    Future<Map<NetworkId, Long>> now() {
        Asked asked = last.get();
        if (asked == null || System.nanoTime() - asked.at() > FRESH_NANOS) {
            asked = new Asked(System.nanoTime(), journal.waiting().onSuccess(known::set));
            last.set(asked);
        }
        return asked.answer().otherwise(_ -> known.get());
    }

    /// The count that was asked for last.
    long known(NetworkId network) {
        return known.get().getOrDefault(network, 0L);
    }
}

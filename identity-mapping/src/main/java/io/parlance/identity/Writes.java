package io.parlance.identity;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The writes that are under way, so that a close can wait for them. Thread-safe.
final class Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
    private static final long SECONDS = 5;

    private final Set<Future<Void>> underWay = ConcurrentHashMap.newKeySet();

    /// Counts a write in until it has ended.
    void add(Future<Void> write) {
        underWay.add(write);
        write.onComplete(_ -> underWay.remove(write));
    }

    /// Waits until those that were added have ended, some seconds at most.
    void await() {
        Future<?> all = Future.join(List.copyOf(underWay)).otherwiseEmpty();
        try {
            all.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Some of who is who may not be stored: {}", e.toString());
        }
    }
}

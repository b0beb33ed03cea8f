package io.parlance.gateway;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What was opened, to be closed in the reverse order, whatever happens to the rest. Used by one
/// thread at a time.
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private static final long SECONDS = 20;

    private final List<Part<?>> parts = new ArrayList<>();

    /// How a part is closed.
    @FunctionalInterface
    interface Closer<T> {
        void close(T part) throws Exception;
    }

    private record Part<T>(String name, CompletableFuture<T> value, Closer<T> closer) {
        private void close() throws Exception {
            if (value.isCompletedExceptionally()) {
                return;
            }
            closer.close(value.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    /// Opens a part on another thread.
    <T> CompletableFuture<T> open(String name, Callable<T> opener, Closer<T> closer) {
        CompletableFuture<T> value = new CompletableFuture<>();
        parts.add(new Part<>(name, value, closer));
        Thread.ofPlatform()
                .name("open-" + name)
                .start(
                        () -> {
                            try {
                                value.complete(opener.call());
                            } catch (Throwable e) {
                                // Whatever it is, the starting thread must hear of it.
                                value.completeExceptionally(e);
                            }
                        });
        return value;
    }

    /// Registers what must happen on closing.
    void onClose(String name, Closer<Void> closer) {
        parts.add(new Part<>(name, CompletableFuture.completedFuture(null), closer));
    }

    /// Closes everything, newest first, each bounded in time.
    ///
    /// @return whether all went well
    boolean close() {
        boolean clean = true;
        try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Part<?> part : parts.reversed()) {
                clean &= close(closing, part);
            }
        }
        parts.clear();
        return clean;
    }

    private static boolean close(ExecutorService closing, Part<?> part) {
        try {
            closing.submit(
                            () -> {
                                part.close();
                                return null;
                            })
                    .get(SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | CompletionException e) {
            LOG.warn("Closing {} failed: {}", part.name(), String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            LOG.warn("Closing {} took over {} s; left behind.", part.name(), SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}

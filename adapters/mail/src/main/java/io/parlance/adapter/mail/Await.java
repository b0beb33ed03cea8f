package io.parlance.adapter.mail;

import io.vertx.core.Future;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits on a virtual thread for a future of the gateway.
final class Await {
    private static final long SECONDS = 60;

    private Await() {}

    /// The future's result.
    ///
    /// @throws IOException if it failed or took too long
    static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + SECONDS + " s", e);
        }
    }
}

package io.parlance.adapter.matrix;

import io.parlance.spi.StateStore;
import io.vertx.core.Future;

/// The gateway's own disk did not take something. Unlike what a homeserver refuses, this is mended
/// some time, so what needs it has to come again.
final class NotStored extends Exception {
    private static final long serialVersionUID = 1L;

    private NotStored(Throwable cause) {
        super(cause.getMessage(), cause, false, false);
    }

    /// Sets `key`; durable when the future completes, and fails with a [NotStored] else.
    static Future<Void> unlessPut(StateStore store, String key, String value) {
        return store.put(key, value).recover(cause -> Future.failedFuture(new NotStored(cause)));
    }
}

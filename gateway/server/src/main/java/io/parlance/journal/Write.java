package io.parlance.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;

/// A change on its way to the disk, and who waits for it. Its fields belong to the writer's thread
/// until [#complete()].
final class Write<T> {
    private final Change<T> change;
    private final @Nullable Promise<T> promise;
    private final @Nullable Context context;
    private @Nullable T answer;
    private @Nullable JournalException failure;

    Write(Change<T> change) {
        this.change = change;
        this.promise = change.urgent() ? Promise.promise() : null;
        this.context = change.urgent() ? Vertx.currentContext() : null;
    }

    boolean urgent() {
        return change.urgent();
    }

    @Nullable Context context() {
        return context;
    }

    /// When it is committed; for what is not urgent nobody is told.
    Future<T> future() {
        return promise == null ? Future.succeededFuture() : promise.future();
    }

    void apply(Tables tables) throws SQLException {
        failure = null;
        answer = change.apply(tables);
    }

    void fail(JournalException why) {
        failure = why;
    }

    @Nullable JournalException failure() {
        return failure;
    }

    void settled() {
        change.settled();
    }

    void complete() {
        if (promise == null) {
            return;
        }
        if (failure == null) {
            promise.complete(answer);
        } else {
            promise.fail(failure);
        }
    }
}

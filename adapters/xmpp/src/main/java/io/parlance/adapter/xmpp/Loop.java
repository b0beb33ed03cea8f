package io.parlance.adapter.xmpp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.function.Supplier;

/// The one event loop that the adapter lives on.
final class Loop extends VerticleBase {
    private final Vertx owner;

    private Loop(Vertx owner) {
        this.owner = owner;
    }

    /// Takes an event loop of `vertx`.
    static Future<Loop> open(Vertx vertx) {
        Loop loop = new Loop(vertx);
        return vertx.deployVerticle(loop).map(_ -> loop);
    }

    /// Lets the event loop go.
    Future<Void> close() {
        return owner.undeploy(context.deploymentID());
    }

    /// Runs `task` on the loop: at once when called from it, so that order among its own calls
    /// holds.
    void run(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(_ -> task.run());
        }
    }

    /// Runs `task` on the loop after all that waits there now.
    void later(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    /// Calls `task` on the loop and hands its result out.
    <T> Future<T> call(Supplier<Future<T>> task) {
        Promise<T> result = Promise.promise();
        run(
                () -> {
                    try {
                        task.get().onComplete(result);
                    } catch (RuntimeException e) {
                        result.fail(e);
                    }
                });
        return result.future();
    }

    /// The same future, completing on the loop.
    <T> Future<T> here(Future<T> future) {
        Promise<T> result = Promise.promise();
        future.onComplete(done -> run(() -> result.handle(done)));
        return result.future();
    }

    /// Runs `task` once after `delay`; returns the timer's id.
    long after(Duration delay, Runnable task) {
        return owner.setTimer(Math.max(1, delay.toMillis()), _ -> run(task));
    }

    /// Runs `task` again and again; returns the timer's id.
    long every(Duration interval, Runnable task) {
        return owner.setPeriodic(interval.toMillis(), _ -> run(task));
    }

    /// Stops a timer.
    void cancel(long timer) {
        owner.cancelTimer(timer);
    }
}

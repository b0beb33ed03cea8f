package io.parlance.adapter.xmpp;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.ArrayList;
import java.util.List;

/// Tells when the server has taken what was written. A component stream has no acknowledgements
/// (XEP-0198 is not offered to components), but servers work through a stream in order: the answer
/// to a ping (XEP-0199) says that everything written before it was routed. One ping is under way at
/// a time and covers all that was written meanwhile. Confined to the event loop.
final class Fence {
    private final Runnable ping;
    private List<Waiting> next = new ArrayList<>();
    private List<Waiting> asked = List.of();

    private record Waiting(Promise<Outcome> promise, Outcome whenTaken) {}

    Fence(Runnable ping) {
        this.ping = ping;
    }

    /// What became of what was just written: `whenTaken` once the server has taken it.
    Future<Outcome> await(Outcome whenTaken) {
        Promise<Outcome> promise = Promise.promise();
        next.add(new Waiting(promise, whenTaken));
        return promise.future();
    }

    /// Asks the server, if somebody waits and no question is under way. Called after writing.
    void ask() {
        if (asked.isEmpty() && !next.isEmpty()) {
            asked = next;
            next = new ArrayList<>();
            ping.run();
        }
    }

    /// The server answered the ping; an error is an answer too.
    void answered() {
        List<Waiting> taken = asked;
        asked = List.of();
        taken.forEach(waiting -> waiting.promise().complete(waiting.whenTaken()));
        ask();
    }

    /// Nobody knows what became of all that was written since the last answer.
    void broken(FailureReason reason, String detail) {
        List<Waiting> lost = new ArrayList<>(asked);
        lost.addAll(next);
        asked = List.of();
        next = new ArrayList<>();
        Failure failure =
                Failure.uncertain(reason, "The XMPP server did not confirm the message.", detail);
        lost.forEach(waiting -> waiting.promise().complete(Outcome.deferred(failure)));
    }
}

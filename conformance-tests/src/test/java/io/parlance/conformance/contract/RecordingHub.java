package io.parlance.conformance.contract;

import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.NativeId;
import io.parlance.model.NetworkId;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Hub;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A hub that writes down what it is told, drops repetitions as the real one does, and makes a
/// message durable when the test says so. Thread-safe.
final class RecordingHub implements Hub {
    private final List<Envelope> asked = new ArrayList<>();
    private final List<Envelope> taken = new ArrayList<>();
    private final List<LinkState> states = new ArrayList<>();
    private final Set<NativeId> known = new HashSet<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private final Set<String> hanging = new HashSet<>();

    /// The next message with this text finds the disk full.
    synchronized void fail(String text) {
        failing.add(text);
    }

    /// Messages with this text are not durable before [#release()].
    synchronized void hang(String text) {
        hanging.add(text);
    }

    /// What hung is durable now.
    void release() {
        List<Runnable> all;
        synchronized (this) {
            hanging.clear();
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(Runnable::run);
    }

    /// What hung is forgotten, as a crash forgets it.
    synchronized void forget() {
        hanging.clear();
        waiting.clear();
    }

    @Override
    public Future<Acceptance> accept(Envelope envelope) {
        Promise<Acceptance> answer = Promise.promise();
        synchronized (this) {
            asked.add(envelope);
            notifyAll();
            String text = text(envelope).strip();
            if (failing.remove(text)) {
                return Future.failedFuture("no space left on the journal's disk");
            }
            if (hanging.contains(text)) {
                waiting.add(() -> answer.complete(new Acceptance.Accepted(envelope.id())));
                return answer.future();
            }
            if (!envelope.nativeIds().isEmpty() && !known.add(envelope.nativeIds().getFirst())) {
                return Future.succeededFuture(new Acceptance.Dropped("duplicate"));
            }
            taken.add(envelope);
        }
        return Future.succeededFuture(new Acceptance.Accepted(envelope.id()));
    }

    @Override
    public synchronized void linkChanged(NetworkId network, LinkState state) {
        states.add(state);
        notifyAll();
    }

    @Override
    public void caughtUp(NetworkId network, int recovered, String unrecoverable) {
        // Told to the operator; nothing for the contract.
    }

    /// The text of a message, or an empty one for any other event.
    static String text(Envelope envelope) {
        return envelope.event() instanceof Event.Message(var body, _, _, _, _) ? body.text() : "";
    }

    /// How often it was asked to take a message with this text.
    synchronized long asked(String text) {
        return asked.stream().filter(envelope -> text(envelope).strip().equals(text)).count();
    }

    /// The messages with this text that were taken.
    synchronized List<Envelope> taken(String text) {
        return taken.stream().filter(envelope -> text(envelope).strip().equals(text)).toList();
    }

    /// Waits until it was asked so often to take a message with this text.
    void awaitAsked(String text, int times) throws InterruptedException {
        await("being asked " + times + " times for " + brief(text), () -> asked(text) >= times);
    }

    /// Waits for a message with this text to be taken.
    Envelope awaitTaken(String text) throws InterruptedException {
        await("a message " + brief(text), () -> !taken(text).isEmpty());
        return taken(text).getFirst();
    }

    /// Waits for an event to be taken.
    Envelope awaitTaken(String what, Predicate<Envelope> wished) throws InterruptedException {
        await(what, () -> taken.stream().anyMatch(wished));
        synchronized (this) {
            return taken.stream().filter(wished).findFirst().orElseThrow();
        }
    }

    /// Waits for the link to be in a state of this kind now.
    <S extends LinkState> S awaitState(Class<S> kind) throws InterruptedException {
        await("a link that is " + kind.getSimpleName(), () -> kind.isInstance(state()));
        return kind.cast(state());
    }

    /// The link's state now; connecting before the first report.
    synchronized LinkState state() {
        return states.isEmpty() ? new LinkState.Connecting() : states.getLast();
    }

    private static String brief(String text) {
        return "'" + text.substring(0, Math.min(40, text.length())) + "'";
    }

    private synchronized void await(String what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + Testee.PATIENCE.toNanos();
        while (!condition.holds()) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError(
                        "Waited for %s; the link is %s, %d envelopes were taken, the last: %s"
                                .formatted(
                                        what,
                                        state(),
                                        taken.size(),
                                        taken.isEmpty() ? "none" : taken.getLast().event()));
            }
            wait(left);
        }
    }

    private interface Condition {
        boolean holds();
    }
}

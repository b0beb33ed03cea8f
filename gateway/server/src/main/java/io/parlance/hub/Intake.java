package io.parlance.hub;

import io.parlance.journal.Appended;
import io.parlance.journal.Destination;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Failure;
import io.parlance.model.NativeId;
import io.parlance.spi.Acceptance;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Predicate;

/// What becomes of an envelope that an adapter reports: checked, ordered, resolved, routed,
/// journalled, answered, and handed to the lanes. Lives on the hub's loop.
final class Intake {
    /// After this time a receipt is looked at again whose message was not known: it can overtake
    /// the delivery's own outcome.
    private static final long RECEIPT_RETRY_MILLIS = 500;

    private final Core core;
    private final Router router;
    private final Messages messages;
    private final Lanes lanes;
    private final Rules rules;
    private final EphemeralRouter ephemerals;
    private final PresenceDesk presence;
    private final FailureReports reports;
    private final Resolver resolver;
    private final Successions successions;
    private final Sequencer sequencer = new Sequencer();
    private final Revisions revisions = new Revisions();
    private Predicate<String> forTheBot = _ -> false;

    /// A direct conversation as seen from either of two people.
    private record Pair(Address sender, Conversation conversation) {}

    Intake(
            Core core,
            Router router,
            Messages messages,
            Lanes lanes,
            Rules rules,
            EphemeralRouter ephemerals,
            PresenceDesk presence,
            FailureReports reports,
            Resolver resolver,
            Successions successions) {
        this.core = core;
        this.router = router;
        this.messages = messages;
        this.lanes = lanes;
        this.rules = rules;
        this.ephemerals = ephemerals;
        this.presence = presence;
        this.reports = reports;
        this.resolver = resolver;
        this.successions = successions;
    }

    /// The bot hears of texts in rooms that pass this test.
    void overhear(Predicate<String> test) {
        forTheBot = test;
    }

    /// Takes one envelope, and answers when it is durable.
    void take(Envelope envelope, Promise<Acceptance> answer) {
        Failure fault = Checks.fault(envelope, core.networks());
        if (fault != null) {
            reject(envelope, fault, answer);
            return;
        }
        String loop = LoopGuard.loop(core.gateway(), envelope.trail());
        if (loop != null) {
            drop(loop, answer);
            return;
        }
        switch (envelope.event()) {
            case Event.Presence news -> finish(envelope, presence.report(envelope, news), answer);
            case Event.Typing _ -> finish(envelope, ephemerals.typing(envelope), answer);
            case Event.Receipt receipt -> receipt(envelope, receipt, answer);
            case Event.Durable _ -> inOrder(envelope, answer);
        }
    }

    private void inOrder(Envelope envelope, Promise<Acceptance> answer) {
        if (sequencer.idle()) {
            durable(envelope, answer);
        } else {
            sequencer.inOrder(key(envelope), () -> durable(envelope, answer));
        }
    }

    private void durable(Envelope envelope, Promise<Acceptance> answer) {
        Resolver.Found found = resolver.atOnce(envelope);
        if (found != null) {
            resolved(envelope, found, answer);
            return;
        }
        Future<Resolver.Found> lookup = resolver.lookUp(envelope);
        lookup.onSuccess(about -> resolved(envelope, about, answer)).onFailure(answer::tryFail);
        sequencer.hold(key(envelope), lookup);
    }

    private void resolved(Envelope envelope, Resolver.Found found, Promise<Acceptance> answer) {
        Known about = found.about();
        if (envelope.event() instanceof Event.DeliveryFailure bounce) {
            bounced(envelope, bounce, about, answer);
            return;
        }
        Failure fault = about == null ? null : Authority.fault(envelope, about);
        if (fault != null) {
            reject(envelope, fault, answer);
            return;
        }
        Envelope filled = resolver.filled(envelope, found);
        String outdated = revisions.outdated(filled);
        if (outdated != null) {
            drop(outdated, answer);
        } else if (filled.event() instanceof Event.Succession(Address successor)) {
            succeeded(filled, successor, answer);
        } else {
            route(filled, answer);
        }
    }

    private void succeeded(Envelope envelope, Address successor, Promise<Acceptance> answer) {
        successions
                .follow(envelope, successor)
                .onSuccess(acceptance -> finish(envelope, acceptance, answer))
                .onFailure(answer::tryFail);
    }

    private void bounced(
            Envelope envelope,
            Event.DeliveryFailure bounce,
            @Nullable Known about,
            Promise<Acceptance> answer) {
        if (about == null) {
            drop("unknown-message", answer);
            return;
        }
        var report = reports.bounced(envelope, bounce, about);
        if (report == null) {
            drop("nobody-to-tell", answer);
        } else {
            append(report.envelope(), List.of(report.destination()), answer);
        }
    }

    private void route(Envelope reported, Promise<Acceptance> answer) {
        Envelope envelope = core.settings().rooms().applied(reported);
        if (envelope == null) {
            drop("room-policy", answer);
            return;
        }
        switch (Overheard.in(envelope, router.route(envelope), forTheBot)) {
            case RoutingDecision.Drop(String why) -> drop(why, answer);
            case RoutingDecision.Reject(Failure failure) -> reject(envelope, failure, answer);
            case RoutingDecision.Fanout(List<Destination> destinations) -> {
                if (rules.known(envelope)) {
                    drop("known", answer);
                } else {
                    append(envelope, destinations, answer);
                }
            }
        }
    }

    private void append(
            Envelope envelope, List<Destination> destinations, Promise<Acceptance> answer) {
        Future<Appended> writing = core.journal().append(envelope, destinations);
        // Noted and remembered while the disk works.
        Future<Void> noted = rules.note(envelope);
        Known known = messages.remember(envelope);
        writing.onComplete(result -> appended(envelope, known, noted, result, answer));
    }

    private void appended(
            Envelope envelope,
            @Nullable Known known,
            Future<Void> noted,
            AsyncResult<Appended> result,
            Promise<Acceptance> answer) {
        if (result.failed()) {
            if (known != null) {
                messages.forget(envelope.nativeIds(), known);
            }
            rules.undo(envelope);
            answer.tryFail(result.cause());
            return;
        }
        switch (result.result()) {
            case Appended.New(_, var rows) -> {
                core.counters().of(envelope.origin()).accepted.increment();
                accepted(envelope, noted, answer);
                lanes.offer(rows);
            }
            case Appended.Duplicate _ -> {
                if (known != null) {
                    messages.forget(envelope.nativeIds(), known);
                }
                drop("duplicate", answer);
            }
        }
    }

    private static void accepted(
            Envelope envelope, Future<Void> noted, Promise<Acceptance> answer) {
        var acceptance = new Acceptance.Accepted(envelope.id());
        if (noted.succeeded()) {
            answer.tryComplete(acceptance);
        } else {
            noted.onSuccess(_ -> answer.tryComplete(acceptance)).onFailure(answer::tryFail);
        }
    }

    private void receipt(Envelope envelope, Event.Receipt receipt, Promise<Acceptance> answer) {
        NativeId id = receipt.target().nativeId();
        if (id == null) {
            drop("unknown-message", answer);
            return;
        }
        Known recent = messages.recent(id);
        if (recent != null) {
            finish(envelope, ephemerals.receipt(envelope, receipt, recent), answer);
            return;
        }
        messages.find(id)
                .onFailure(answer::tryFail)
                .onSuccess(
                        about -> {
                            if (about.isPresent()) {
                                var done = ephemerals.receipt(envelope, receipt, about.get());
                                finish(envelope, done, answer);
                            } else {
                                finish(envelope, new Acceptance.Accepted(envelope.id()), answer);
                                core.loop()
                                        .after(
                                                RECEIPT_RETRY_MILLIS,
                                                () -> receiptAgain(envelope, receipt, id));
                            }
                        });
    }

    private void receiptAgain(Envelope envelope, Event.Receipt receipt, NativeId id) {
        Known about = messages.recent(id);
        if (about == null) {
            core.counters().dropped("unknown-message");
        } else {
            ephemerals.receipt(envelope, receipt, about);
        }
    }

    private void finish(Envelope envelope, Acceptance acceptance, Promise<Acceptance> answer) {
        switch (acceptance) {
            case Acceptance.Accepted _ -> {
                core.counters().of(envelope.origin()).accepted.increment();
                answer.tryComplete(acceptance);
            }
            case Acceptance.Dropped(String why) -> drop(why, answer);
            case Acceptance.Rejected(Failure failure) -> reject(envelope, failure, answer);
        }
    }

    private void drop(String why, Promise<Acceptance> answer) {
        core.counters().dropped(why);
        answer.tryComplete(new Acceptance.Dropped(why));
    }

    private void reject(Envelope envelope, Failure failure, Promise<Acceptance> answer) {
        core.counters().of(envelope.origin()).rejected.increment();
        answer.tryComplete(new Acceptance.Rejected(failure));
    }

    private static Object key(Envelope envelope) {
        return envelope.conversation() instanceof Conversation.Direct direct
                ? new Pair(envelope.sender().address(), direct)
                : envelope.conversation();
    }
}

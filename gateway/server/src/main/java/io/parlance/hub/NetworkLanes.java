package io.parlance.hub;

import io.parlance.journal.JournalException;
import io.parlance.journal.Pending;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.NetworkId;
import io.parlance.model.Outcome;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;

/// The lanes of one network; see [Lanes] for how they work together.
final class NetworkLanes {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLanes.class);
    static final long JOURNAL_RETRY_MILLIS = 1000;

    private final Core core;
    private final NetworkId network;
    private final Courier courier;
    private final Lanes all;
    private final Counters.PerNetwork counters;
    private final LaneTable table;
    private final Queue<Lane> ready = new ArrayDeque<>();
    private final LinkedHashSet<Lane> flying = new LinkedHashSet<>();
    private final int inFlight;
    private int reading;

    /// The highest number of a row that was read back.
    private long highestRead;

    private int pending;
    private boolean open;
    private boolean dispatching;

    private boolean stopped;
    private @Nullable Promise<Void> drained;

    NetworkLanes(Core core, NetworkId network, Courier courier, Lanes all, int inFlight) {
        this.core = core;
        this.network = network;
        this.courier = courier;
        this.all = all;
        this.inFlight = inFlight;
        this.counters = core.counters().of(network);
        this.table = new LaneTable(core, network, counters, new Woken());
    }

    /// Lets deliveries begin, or holds them back while the link is down. What is under way goes on.
    void open(boolean yes) {
        open = yes && !stopped;
        if (!open) {
            return;
        }
        for (Lane lane : table.all()) {
            // A server that comes back may stumble at first: that is no reason for a long wait.
            lane.linkTries = 0;
            if (lane.state == Lane.State.WAITING && lane.forLink) {
                core.loop().cancel(lane.timer);
                next(lane);
            }
        }
        dispatch();
    }

    /// Takes a row that was just written.
    void offer(Pending row) {
        Lane lane = table.forRow(row.lane());
        if (lane == null) {
            return;
        }
        if (row.id() <= highestRead && readBefore(lane, row)) {
            return;
        }
        if (lane.more
                || lane.window.size() >= core.settings().laneWindow()
                || pending >= core.settings().pendingInMemory()) {
            lane.more = true;
            lane.missed = true;
        } else {
            lane.window.add(row);
            lane.last = row.id();
            hold(1);
        }
        if (lane.state == Lane.State.IDLE) {
            next(lane);
            dispatch();
        }
    }

    /// A read can see a row before its writer comes to offer it. Such a row is in the window, or
    /// was, or is to be asked for: the journal knows whether it is done.
    private static boolean readBefore(Lane lane, Pending row) {
        if (row.id() > lane.last) {
            lane.readAgain();
            return false;
        }
        return true;
    }

    /// Whether something is on its way in the lane `key`.
    boolean busy(String key) {
        return table.holds(key);
    }

    /// Asks the journal for lanes that are not in memory.
    void sweep() {
        table.sweep();
    }

    /// Gives up tries that are not answered, and rows that grew too old while the link was down.
    void tick(long now) {
        long limit = core.settings().deliverTimeout().toNanos();
        while (!flying.isEmpty() && now - flying.getFirst().since > limit) {
            Lane lane = flying.getFirst();
            counters.timeouts.increment();
            answered(lane, lane.ticket, Courier.Result.of(Courier.unanswered()));
        }
    }

    /// Gives up rows that grew too old while nothing could be tried.
    void expire() {
        if (open) {
            return;
        }
        for (Lane lane : table.all()) {
            Pending row = lane.window.peek();
            boolean idle = lane.state == Lane.State.READY || lane.state == Lane.State.WAITING;
            if (row != null && idle && age(row).compareTo(core.settings().retry().expiry()) >= 0) {
                giveUpUntried(lane, row);
            }
        }
    }

    /// Begins nothing more; completes when nothing is under way.
    Future<Void> drain() {
        stopped = true;
        open = false;
        table.stop();
        Promise<Void> promise = Promise.promise();
        drained = promise;
        checkDrained();
        return promise.future();
    }

    /// Decides what an idle lane does next.
    private void next(Lane lane) {
        lane.forLink = false;
        if (lane.window.isEmpty() && !lane.more) {
            lane.state = Lane.State.IDLE;
            table.remove(lane);
            return;
        }
        lane.state = Lane.State.READY;
        ready.add(lane);
    }

    /// Gives lanes their turn as long as the network takes more. Comes back here when an adapter
    /// answers at once; then the outer round goes on.
    private void dispatch() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        try {
            while (open && flying.size() + reading < inFlight) {
                Lane lane = ready.poll();
                if (lane == null) {
                    break;
                }
                if (lane.state == Lane.State.READY) {
                    turn(lane);
                }
            }
        } finally {
            dispatching = false;
            counters.inFlight = flying.size();
        }
    }

    private void turn(Lane lane) {
        Pending row = lane.window.peek();
        if (row == null) {
            read(lane);
            return;
        }
        if (row.attempts() > 0) {
            long wait = Duration.between(Instant.now(), row.due()).toMillis();
            if (wait > 0) {
                rest(lane, wait);
                return;
            }
        }
        fly(lane, row);
    }

    private void read(Lane lane) {
        int window = core.settings().laneWindow();
        int room = core.settings().pendingInMemory() - pending;
        // A lane always gets at least one row, or a full memory would never empty.
        int limit = Math.max(1, Math.min(window, room));
        lane.state = Lane.State.READING;
        lane.missed = false;
        if (lane.rewind) {
            lane.rewind = false;
            lane.last = 0;
        }
        reading++;
        hold(limit);
        core.journal()
                .pending(lane.key, lane.last, limit)
                .onComplete(rows -> readBack(lane, limit, rows));
    }

    private void readBack(Lane lane, int limit, AsyncResult<List<Pending>> rows) {
        reading--;
        hold(-limit);
        if (rows.failed() && (stopped || journalClosed(rows.cause()))) {
            // What it holds is for the next start.
            LOG.debug("Not read before the stop: {}", lane.key);
        } else if (rows.failed()) {
            LOG.warn("The journal cannot be read; trying again", rows.cause());
            rest(lane, JOURNAL_RETRY_MILLIS);
        } else {
            for (Pending row : rows.result()) {
                lane.window.add(row);
                lane.last = Math.max(lane.last, row.id());
            }
            highestRead = Math.max(highestRead, lane.last);
            hold(rows.result().size());
            lane.more = lane.missed || rows.result().size() >= limit;
            next(lane);
        }
        checkDrained();
        dispatch();
    }

    /// Whether the journal was closed while it was asked: the gateway stops.
    static boolean journalClosed(Throwable cause) {
        return cause instanceof JournalException fault
                && fault.reason() == JournalException.Reason.CLOSED;
    }

    private void fly(Lane lane, Pending row) {
        lane.state = Lane.State.FLYING;
        lane.since = System.nanoTime();
        int ticket = ++lane.ticket;
        flying.add(lane);
        courier.carry(row, all.attempt(row))
                .onComplete(
                        result -> core.loop().run(() -> answered(lane, ticket, result.result())));
    }

    private void answered(Lane lane, int ticket, Courier.Result result) {
        if (lane.ticket != ticket || lane.state != Lane.State.FLYING) {
            answeredLate(lane, ticket, result);
            return;
        }
        flying.remove(lane);
        Pending row = lane.window.element();
        switch (result.outcome()) {
            case Outcome.Delivered(var ids) -> {
                courier.delivered(row, result, ids);
                advance(lane, row);
            }
            case Outcome.Refused(Failure failure) -> {
                courier.refused(row, failure);
                advance(lane, row);
            }
            case Outcome.Deferred(Failure failure, Duration retryAfter) ->
                    deferred(lane, row, failure, retryAfter);
        }
        checkDrained();
        dispatch();
    }

    /// A try that was given up is answered after all: if it is good news and the next try has not
    /// begun, it counts.
    private void answeredLate(Lane lane, int ticket, Courier.Result result) {
        if (lane.ticket == ticket
                && lane.state == Lane.State.WAITING
                && result.outcome() instanceof Outcome.Delivered(var ids)) {
            core.loop().cancel(lane.timer);
            Pending row = lane.window.element();
            courier.delivered(row, result, ids);
            advance(lane, row);
            dispatch();
        }
    }

    private void deferred(Lane lane, Pending row, Failure failure, @Nullable Duration retryAfter) {
        boolean link = failure.reason() == FailureReason.LINK_DOWN;
        int tries = link ? ++lane.linkTries : row.attempts() + 1;
        var dice = ThreadLocalRandom.current();
        switch (core.settings().retry().next(tries, age(row), failure, retryAfter, dice)) {
            case RetrySchedule.Decision.GiveUp(Failure last) -> {
                courier.refused(row, last);
                advance(lane, row);
            }
            case RetrySchedule.Decision.Retry(Duration delay) -> {
                counters.deferred.increment();
                Instant now = Instant.now();
                // A server that did not answer may be gone: then its return ends the wait.
                boolean forLink = link || failure.reason() == FailureReason.TIMEOUT;
                // Nothing was sent for certain, and the link's state tells when to go on: that is
                // no try.
                if (!link || !failure.certain()) {
                    Instant due = link ? now : now.plus(delay);
                    core.journal().deferred(row, failure, due).onFailure(courier::unwritten);
                    replaceFirst(lane, row, forLink ? now : due);
                }
                rest(lane, delay.toMillis());
                lane.forLink = forLink;
            }
        }
    }

    private static void replaceFirst(Lane lane, Pending row, Instant due) {
        lane.window.remove();
        lane.window.addFirst(row.triedAgain(due));
    }

    private void rest(Lane lane, long millis) {
        lane.state = Lane.State.WAITING;
        lane.timer =
                core.loop()
                        .after(
                                millis,
                                () -> {
                                    if (lane.state == Lane.State.WAITING) {
                                        next(lane);
                                        dispatch();
                                    }
                                });
    }

    private void advance(Lane lane, Pending row) {
        lane.window.remove();
        lane.linkTries = 0;
        all.done(row);
        hold(-1);
        next(lane);
    }

    private void giveUpUntried(Lane lane, Pending row) {
        if (lane.state == Lane.State.WAITING) {
            core.loop().cancel(lane.timer);
        } else {
            ready.remove(lane);
        }
        courier.refused(row, RetrySchedule.expired(Courier.linkDown(network)));
        advance(lane, row);
    }

    private void checkDrained() {
        if (drained != null && flying.isEmpty() && reading == 0) {
            drained.tryComplete();
        }
    }

    private void hold(int rows) {
        pending += rows;
        counters.pending = pending;
    }

    private static Duration age(Pending row) {
        return Duration.ofMillis(System.currentTimeMillis() - Courier.acceptedAt(row.envelope()));
    }

    /// Lanes that were found in the journal get their turn.
    private final class Woken implements LaneTable.Owner {
        @Override
        public void wake(Lane lane) {
            next(lane);
        }

        @Override
        public void found() {
            dispatch();
        }
    }
}

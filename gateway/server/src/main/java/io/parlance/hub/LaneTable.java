package io.parlance.hub;

import io.parlance.model.NetworkId;
import io.vertx.core.AsyncResult;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which lanes of one network are in memory, and the search for those that are not: at the start,
/// after there were too many, and after a dead letter was made pending again. See [Lanes].
final class LaneTable {
    private static final Logger LOG = LoggerFactory.getLogger(LaneTable.class);

    private final Core core;
    private final NetworkId network;
    private final Counters.PerNetwork counters;
    private final Owner owner;
    private final Map<String, Lane> lanes = new HashMap<>();

    /// Lanes of rows that came while a search was under way, which may not have seen them. Bounded
    /// by what comes in while one query runs.
    private final Set<String> late = new HashSet<>();

    /// Whether the journal may hold lanes that are not in memory; true until the first search.
    private boolean overflow = true;

    private boolean sweeping;
    private boolean stopped;

    /// Whether another search was asked for while one was under way.
    private boolean again;

    /// Who moves the lanes.
    interface Owner {
        /// The lane, which is idle, has rows in the journal.
        void wake(Lane lane);

        /// All that were found were woken.
        void found();
    }

    LaneTable(Core core, NetworkId network, Counters.PerNetwork counters, Owner owner) {
        this.core = core;
        this.network = network;
        this.counters = counters;
        this.owner = owner;
    }

    /// The lane that a new row belongs to, or null if the row must wait in the journal because
    /// older ones might wait there.
    @Nullable Lane forRow(String key) {
        Lane lane = lanes.get(key);
        if (lane != null) {
            return lane;
        }
        if (overflow || full()) {
            overflow = true;
            if (sweeping) {
                late.add(key);
            }
            return null;
        }
        return create(key);
    }

    /// Whether the lane `key` is in memory, which it is while it has rows.
    boolean holds(String key) {
        return lanes.containsKey(key);
    }

    /// The lanes in memory at this moment.
    List<Lane> all() {
        return List.copyOf(lanes.values());
    }

    /// Forgets a lane that has no rows left.
    void remove(Lane lane) {
        lanes.remove(lane.key);
        counters.lanes = lanes.size();
        sweepIfRoom();
    }

    /// Nothing more is asked of the journal: it may be closed.
    void stop() {
        stopped = true;
    }

    /// Asks the journal for lanes that are not in memory, and has those that are look again from
    /// their first row once they are empty.
    void sweep() {
        if (stopped) {
            return;
        }
        overflow = true;
        if (sweeping) {
            again = true;
            return;
        }
        sweeping = true;
        again = false;
        core.journal().lanes().onComplete(this::swept);
    }

    private void swept(AsyncResult<List<String>> found) {
        sweeping = false;
        if (stopped || (found.failed() && NetworkLanes.journalClosed(found.cause()))) {
            return;
        }
        if (found.failed()) {
            LOG.warn("The journal cannot be read; trying again", found.cause());
            core.loop().after(NetworkLanes.JOURNAL_RETRY_MILLIS, this::sweep);
            return;
        }
        String prefix = network.name() + " ";
        boolean complete = !again;
        for (String key : found.result()) {
            complete &= !key.startsWith(prefix) || lookAt(key);
        }
        for (String key : late) {
            complete &= lookAt(key);
        }
        late.clear();
        overflow = !complete;
        sweepIfRoom();
        owner.found();
    }

    /// Has a lane read its rows from the journal, from the first one; false if there is no room for
    /// it.
    private boolean lookAt(String key) {
        Lane lane = lanes.get(key);
        if (lane == null) {
            if (full()) {
                return false;
            }
            lane = create(key);
        }
        lane.readAgain();
        if (lane.state == Lane.State.IDLE) {
            owner.wake(lane);
        }
        return true;
    }

    private void sweepIfRoom() {
        if (overflow && !sweeping && lanes.size() <= core.settings().pendingInMemory() / 2) {
            sweep();
        }
    }

    private boolean full() {
        return lanes.size() >= core.settings().pendingInMemory();
    }

    private Lane create(String key) {
        Lane lane = new Lane(key);
        lanes.put(key, lane);
        counters.lanes = lanes.size();
        return lane;
    }
}

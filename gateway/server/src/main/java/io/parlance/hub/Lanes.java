package io.parlance.hub;

import io.parlance.journal.Destination;
import io.parlance.journal.Pending;
import io.parlance.model.Address;
import io.parlance.model.NetworkId;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The lanes of all networks: what the journal holds to be delivered, on its way out.
///
/// ## Concurrency
///
/// Everything here lives on the hub's loop, so nothing is locked. Adapters answer from any thread;
/// their answers queue on the loop. Networks share nothing but the loop: each has its own lanes,
/// its own number of deliveries under way and its own memory, so a network that is slow, down, or
/// never answers delays no other.
///
/// ## Ordering
///
/// A lane is one conversation's way to one network. Its rows are delivered in the order of their
/// numbers, one at a time: the next begins when the one before is delivered, refused or given up. A
/// deferred row holds up its own lane and no other. In memory a lane has a window on its oldest
/// rows; once a row did not fit, all later ones wait in the journal, and are read back when the
/// window is empty. A lane that does not fit in memory as a whole is not there at all; while that
/// is so, no lane is made for a new row either, for older rows might wait before it. When half of
/// the lanes are done, the journal is asked which others there are.
///
/// ## Failure
///
/// The journal knows every row until its outcome is written, so a crash loses nothing. What is
/// found after a start may have been under way when the last process ended; it is delivered with an
/// attempt of at least 2, so that the adapter looks before it sends again. A try that is not
/// answered in time counts as deferred, uncertain; should the answer come while the next try still
/// waits, it counts. A journal that cannot be read is asked again after a second.
final class Lanes {
    private final Map<NetworkId, NetworkLanes> networks = new ConcurrentHashMap<>();
    private final Set<Long> replayed = new HashSet<>();

    /// The number of the first row that was written by this process.
    private long firstFresh = Long.MAX_VALUE;

    void add(NetworkId network, NetworkLanes lanes) {
        networks.put(network, lanes);
    }

    Iterable<NetworkLanes> all() {
        return networks.values();
    }

    NetworkLanes of(NetworkId network) {
        NetworkLanes lanes = networks.get(network);
        if (lanes == null) {
            throw new IllegalStateException("There is no network called '" + network + "'.");
        }
        return lanes;
    }

    /// Whether something that `sender` did is on its way to `destination`.
    boolean busy(Destination destination, Address sender) {
        NetworkLanes lanes = networks.get(destination.network());
        return lanes != null && lanes.busy(destination.lane(sender));
    }

    /// Takes rows that were just written, in the order of their numbers.
    void offer(List<Pending> rows) {
        for (int i = 0; i < rows.size(); i++) {
            Pending row = rows.get(i);
            if (row.id() < firstFresh) {
                firstFresh = row.id();
            }
            of(row.destination().network()).offer(row);
        }
    }

    /// Takes up a row that was a dead letter.
    void replay(long row) {
        replayed.add(row);
        networks.values().forEach(NetworkLanes::sweep);
    }

    /// The attempt as which a row is delivered next.
    int attempt(Pending row) {
        boolean unsure =
                row.id() < firstFresh || (!replayed.isEmpty() && replayed.contains(row.id()));
        return unsure ? Math.max(2, row.attempts() + 1) : row.attempts() + 1;
    }

    /// Forgets a row that is done.
    void done(Pending row) {
        if (!replayed.isEmpty()) {
            replayed.remove(row.id());
        }
    }
}

package io.parlance.hub;

import io.parlance.journal.Pending;

import java.util.ArrayDeque;

/// One conversation's way to one network: a window on the rows that the journal holds for it. Only
/// [NetworkLanes] changes it.
final class Lane {
    /// What the lane is doing.
    enum State {
        /// Nothing; only for a moment, while somebody decides what is next.
        IDLE,
        /// Waits for its turn at the network.
        READY,
        /// Reads its next rows from the journal.
        READING,
        /// Its first row is being delivered.
        FLYING,
        /// Its first row waits for another try.
        WAITING
    }

    final String key;

    /// The oldest rows that are not delivered, in order, without a gap.
    final ArrayDeque<Pending> window = new ArrayDeque<>(4);

    State state = State.IDLE;

    /// Whether the journal holds, or may hold, rows behind the window.
    boolean more;

    /// Whether a row was left to the journal since the last read was begun.
    boolean missed;

    /// Whether the next read must begin at the lane's first row: one before the window may have
    /// been made pending again.
    boolean rewind;

    /// The number of the last row that was in the window.
    long last;

    /// Counts the tries, so that a late answer to an old one is told from the present one.
    int ticket;

    /// When the present try began, by [System#nanoTime()].
    long since;

    /// The timer that ends the wait.
    long timer;

    /// Whether the link's return ends the wait.
    boolean forLink;

    /// How often in a row the link was down.
    int linkTries;

    Lane(String key) {
        this.key = key;
    }

    /// Once its window is empty, the lane reads the journal from its first row.
    void readAgain() {
        more = true;
        missed = true;
        rewind = true;
    }
}

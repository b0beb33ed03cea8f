package io.parlance.journal;

import java.sql.SQLException;

/// One change of the journal, made inside a transaction by the thread that writes. It may be made
/// again after a rollback, so it keeps nothing of an earlier time.
///
/// @param <T> what it answers
interface Change<T> {
    /// Makes it.
    T apply(Tables tables) throws SQLException;

    /// Whether somebody waits for it. What is not urgent may ride along with a later commit, and is
    /// tried again when the disk fails.
    default boolean urgent() {
        return true;
    }

    /// Called once, after it was committed or given up.
    default void settled() {}
}

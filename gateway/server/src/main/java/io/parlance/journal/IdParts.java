package io.parlance.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The parts of the index of native ids.
///
/// Ids are random, so one large index would dirty a page of its own for each id: the cost of a
/// message would rise several times over while the journal grows. Therefore ids go into the newest
/// of many small parts, and a filter in memory for each part says which are worth looking into. 64
/// KiB of memory for 32,768 ids.
///
/// Concurrency: the writer adds, closes and drops parts; readers ask. Bits of what was rolled back
/// stay: that costs a look in vain, no more.
final class IdParts {
    private final RecentIds recent;
    private volatile List<Part> parts;
    private int count;

    /// @param number in the order they were made
    /// @param filter of the hashes in it
    record Part(long number, IdFilter filter) {}

    IdParts(Connection connection) throws SQLException {
        List<Part> all = closed(connection);
        long afterClosed = all.isEmpty() ? 1 : all.getLast().number() + 1;
        Part newest = new Part(Math.max(afterClosed, newestUsed(connection)), new IdFilter());
        try (PreparedStatement select =
                connection.prepareStatement("select hash from native_id where part = ?")) {
            select.setLong(1, newest.number());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    newest.filter().add(row.getLong(1));
                    count++;
                }
            }
        }
        all.add(newest);
        parts = List.copyOf(all);
        recent = UnmovedIds.read(connection);
        for (int i = 0; i < recent.count(); i++) {
            add(recent.hash(i));
        }
    }

    private static List<Part> closed(Connection connection) throws SQLException {
        List<Part> closed = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select part, filter from native_part order by part")) {
            while (row.next()) {
                closed.add(new Part(row.getLong(1), IdFilter.of(row.getBytes(2))));
            }
        }
        return closed;
    }

    /// Closed parts go in time, so the newest is not always the one after them.
    private static long newestUsed(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(max(part), 0) from native_id")) {
            return row.getLong(1);
        }
    }

    /// Those that may hold `hash`, oldest first.
    List<Part> mayHold(long hash) {
        List<Part> found = List.of();
        for (Part part : parts) {
            if (part.filter().mayContain(hash)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(part);
            }
        }
        return found;
    }

    /// The ids of the newest part that are not on disk yet.
    RecentIds recent() {
        return recent;
    }

    Part newest() {
        return parts.getLast();
    }

    /// Notes that `hash` goes into the newest part.
    void add(long hash) {
        newest().filter().add(hash);
        count++;
    }

    /// Whether the newest is to be closed.
    boolean full() {
        return count >= IdFilter.CAPACITY;
    }

    /// Begins a part; the newest so far is on disk as closed.
    void begin() {
        List<Part> all = new ArrayList<>(parts);
        all.add(new Part(newest().number() + 1, new IdFilter()));
        parts = List.copyOf(all);
        count = 0;
    }

    /// Forgets a part that is no longer on disk.
    void drop(long number) {
        parts = parts.stream().filter(part -> part.number() != number).toList();
    }
}

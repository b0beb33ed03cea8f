package io.parlance.journal;

import io.parlance.model.NativeId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The index of native ids. It holds hashes only; [NativeIdSearch] tells whether a hit is one.
///
/// A new id waits in [RecentIds] and is moved into the newest part with thousands of others: then a
/// page of the part takes many at a time, and a message writes nothing for its ids. After a kill
/// they are read from the rows of their envelopes and deliveries.
final class NativeIdTable implements AutoCloseable {
    /// Rows that one statement adds.
    private static final int ROWS = 64;

    private final IdParts parts;
    private final RecentIds recent;
    private final Connection connection;
    private final PreparedStatement add;
    private final PreparedStatement addMany;

    NativeIdTable(Connection connection, IdParts parts) throws SQLException {
        this.connection = connection;
        this.parts = parts;
        recent = parts.recent();
        String insert = "insert or ignore into native_id values (?1, ?, ?)";
        add = connection.prepareStatement(insert);
        addMany = connection.prepareStatement(insert + ", (?1, ?, ?)".repeat(ROWS - 1));
    }

    /// False if it is certain that no envelope has an id of this hash.
    boolean mayHold(long hash) {
        return !parts.mayHold(hash).isEmpty();
    }

    void add(NativeId id, long seq) throws SQLException {
        add(hash(id.value()), seq);
    }

    /// Adds an id by its hash.
    void add(long hash, long seq) throws SQLException {
        parts.add(hash);
        if (recent.takes(seq)) {
            recent.add(hash, seq);
        } else {
            add.setLong(1, parts.newest().number());
            add.setLong(2, hash);
            add.setLong(3, seq);
            add.executeUpdate();
        }
    }

    /// Writes the recent ids into the newest part; after the commit, [RecentIds#clear] follows.
    void move() throws SQLException {
        addMany.setLong(1, parts.newest().number());
        for (int from = 0; from < recent.count(); from += ROWS) {
            for (int row = 0; row < ROWS; row++) {
                // What is missing in the last statement is the last id once more.
                int id = Math.min(from + row, recent.count() - 1);
                addMany.setLong(2 * row + 2, recent.hash(id));
                addMany.setLong(2 * row + 3, recent.envelope(id));
            }
            addMany.executeUpdate();
        }
    }

    /// Closes the newest part on disk; after the commit, [IdParts#begin()] follows. The recent ids
    /// were moved before.
    void closePart(long lastSeq) throws SQLException {
        try (PreparedStatement close =
                connection.prepareStatement(
                        "insert or replace into native_part values (?, ?, ?)")) {
            close.setLong(1, parts.newest().number());
            close.setLong(2, lastSeq);
            close.setBytes(3, parts.newest().filter().bytes());
            close.executeUpdate();
        }
    }

    /// Removes the oldest part if all its envelopes are gone.
    ///
    /// @return its number, or 0 if there is none
    long removePart() throws SQLException {
        String sql =
                "select part from native_part"
                        + " where last_envelope < (select min(seq) from envelope)"
                        + " order by part limit 1";
        long part;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return 0;
            }
            part = row.getLong(1);
        }
        Database.execute(connection, "delete from native_id where part = " + part);
        Database.execute(connection, "delete from native_part where part = " + part);
        return part;
    }

    /// FNV-1a over UTF-16 units with a final mix. It is on disk: never change it. It leaves out the
    /// network, so that a trace can be asked for by an id alone.
    static long hash(String value) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return hash ^ (hash >>> 29);
    }

    @Override
    public void close() throws SQLException {
        add.close();
        addMany.close();
    }
}

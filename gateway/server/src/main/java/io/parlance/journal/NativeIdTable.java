package io.parlance.journal;

import io.parlance.model.NativeId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The index of native ids. It holds hashes only; [NativeIdSearch] tells whether a hit is one.
final class NativeIdTable implements AutoCloseable {
    private final Connection connection;
    private final IdParts parts;
    private final PreparedStatement add;

    NativeIdTable(Connection connection, IdParts parts) throws SQLException {
        this.connection = connection;
        this.parts = parts;
        add = connection.prepareStatement("insert or ignore into native_id values (?, ?, ?)");
    }

    /// False if it is certain that no envelope has this id.
    boolean mayHold(NativeId id) {
        return !parts.mayHold(hash(id.value())).isEmpty();
    }

    void add(NativeId id, long seq) throws SQLException {
        long hash = hash(id.value());
        add.setLong(1, parts.newest().number());
        add.setLong(2, hash);
        add.setLong(3, seq);
        add.executeUpdate();
        parts.add(hash);
    }

    /// Closes the newest part on disk; after the commit, [IdParts#begin()] follows.
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
    }
}

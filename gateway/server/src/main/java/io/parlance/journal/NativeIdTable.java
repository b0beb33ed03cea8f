package io.parlance.journal;

import io.parlance.model.NativeId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The index of native ids. It holds hashes only; [NativeIdSearch] tells whether a hit is one.
///
/// A new id is appended to a short list, which is cheap, and moved into the newest part once the
/// list is long: then a page of the part takes many at a time.
final class NativeIdTable implements AutoCloseable {
    /// Ids in the list before they move. A search reads all of them: some tenths of a millisecond.
    static final int RECENT = 2048;

    private final Connection connection;
    private final IdParts parts;
    private final PreparedStatement add;
    private int recent;

    NativeIdTable(Connection connection, IdParts parts) throws SQLException {
        this.connection = connection;
        this.parts = parts;
        add =
                connection.prepareStatement(
                        "insert into native_id_recent (hash, envelope) values (?, ?)");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from native_id_recent")) {
            recent = row.getInt(1);
        }
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
        add.setLong(1, hash);
        add.setLong(2, seq);
        add.executeUpdate();
        parts.add(hash);
        recent++;
    }

    /// Whether the list is long enough to be moved.
    boolean isLong() {
        return recent >= RECENT;
    }

    /// Moves the list into the newest part.
    void move() throws SQLException {
        Database.execute(
                connection,
                "insert or ignore into native_id select "
                        + parts.newest().number()
                        + ", hash, envelope from native_id_recent order by hash, envelope");
        Database.execute(connection, "delete from native_id_recent");
        recent = 0;
    }

    /// Closes the newest part on disk; after the commit, [IdParts#begin()] follows.
    void closePart(long lastSeq) throws SQLException {
        move();
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

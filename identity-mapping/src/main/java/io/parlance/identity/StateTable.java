package io.parlance.identity;

import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The entries of this node's caches as one table in an SQLite file. Nothing lasts before
/// [#commit]; what that has returned from is on disk. For one thread at a time.
final class StateTable implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final int BUSY_MILLIS = 1000;

    private final Path file;
    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement delete;
    private final PreparedStatement clear;
    private final PreparedStatement get;
    private final PreparedStatement all;

    private StateTable(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        create();
        put = connection.prepareStatement("insert or replace into entry values (?, ?, ?)");
        delete = connection.prepareStatement("delete from entry where cache = ? and key = ?");
        clear = connection.prepareStatement("delete from entry where cache = ?");
        get = connection.prepareStatement("select value from entry where cache = ? and key = ?");
        all = connection.prepareStatement("select key, value from entry where cache = ?");
    }

    /// Opens the file, and makes it if need be.
    ///
    /// @throws IOException if it cannot be used, or another process has it
    static StateTable open(Path file) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        // COMPAT: sqlite-jdbc 3.54 else asks for the last row's id after every insert.
        config.setGetGeneratedKeys(false);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                return new StateTable(file, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw fault(file, e);
        }
    }

    private void create() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            int schema;
            try (ResultSet row = statement.executeQuery("pragma user_version")) {
                schema = row.getInt(1);
            }
            if (schema > SCHEMA) {
                throw new SQLException("a later version wrote it, with schema " + schema);
            }
            if (schema < SCHEMA) {
                statement.execute(
                        "create table entry (cache text not null, key text not null,"
                                + " value text not null, primary key (cache, key)) without rowid");
                statement.execute("pragma user_version = " + SCHEMA);
            }
        }
        connection.commit();
    }

    /// Returns how many rows changed: always one.
    int put(String cache, String key, String value) throws SQLException {
        return change(put, cache, key, value);
    }

    /// Returns whether it was there.
    boolean delete(String cache, String key) throws SQLException {
        return change(delete, cache, key) > 0;
    }

    /// Returns how many there were.
    int clear(String cache) throws SQLException {
        return change(clear, cache);
    }

    @Nullable String get(String cache, String key) throws SQLException {
        bind(get, cache, key);
        try (ResultSet row = get.executeQuery()) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /// Everything in one cache.
    List<Map.Entry<String, String>> all(String cache) throws SQLException {
        bind(all, cache);
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        try (ResultSet row = all.executeQuery()) {
            while (row.next()) {
                entries.add(Map.entry(row.getString(1), row.getString(2)));
            }
        }
        return entries;
    }

    private static int change(PreparedStatement statement, String... values) throws SQLException {
        bind(statement, values);
        return statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /// Takes back what was not committed.
    void rollback() throws SQLException {
        connection.rollback();
    }

    /// What went wrong and what to do about it.
    IOException fault(SQLException e) {
        return fault(file, e);
    }

    private static IOException fault(Path file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException known
                        ? SQLiteErrorCode.getErrorCode(known.getErrorCode() & 0xFF)
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        String advice =
                switch (code) {
                    case SQLITE_FULL -> "no space is left. Free some; it goes on by itself";
                    case SQLITE_BUSY, SQLITE_LOCKED -> "another process has it. Stop that one";
                    case SQLITE_CORRUPT, SQLITE_NOTADB ->
                            "it is damaged. Put back a backup, or move it away to start without";
                    default -> e.getMessage() + ". Check the disk and the file's permissions";
                };
        return new IOException("The identity mapping " + file + ": " + advice + ".", e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw fault(e);
        }
    }
}

package io.parlance.journal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/// Opens connections to the journal's file.
///
/// @param file the SQLite file
record Database(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /// How long a check after an unclean end may take; what it finds by then must do.
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final int CHECK_EVERY = 100_000;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    private static final int READER_CACHE_KIB = 4 * 1024;
    private static final int BUSY_MILLIS = 5_000;

    /// The one that writes: WAL, fsync at every commit.
    Connection writer() throws SQLException {
        SQLiteConfig config = settings(WRITER_CACHE_KIB);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        execute(connection, "pragma wal_autocheckpoint = 4000");
        return connection;
    }

    /// One that only reads. Each of its queries sees everything that was committed before.
    Connection reader() throws SQLException {
        SQLiteConfig config = settings(READER_CACHE_KIB);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        execute(connection, "pragma query_only = on");
        return connection;
    }

    private static SQLiteConfig settings(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        // A connection is used by one thread at a time, so SQLite need not lock at each call.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        // COMPAT: sqlite-jdbc 3.54 else prepares and runs "select last_insert_rowid()" after every
        // insert, which costs as much as the insert.
        config.setGetGeneratedKeys(false);
        return config;
    }

    /// Looks for damage, at most a few seconds long.
    ///
    /// @throws JournalException if there is some
    void check(Connection connection) throws SQLException {
        long end = System.nanoTime() + CHECK_NANOS;
        boolean[] cut = {false};
        ProgressHandler.setHandler(
                connection,
                CHECK_EVERY,
                new ProgressHandler() {
                    @Override
                    protected int progress() {
                        cut[0] = System.nanoTime() > end;
                        return cut[0] ? 1 : 0;
                    }
                });
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma quick_check(1)")) {
            String answer = row.next() ? row.getString(1) : "no answer";
            if (!"ok".equals(answer)) {
                throw new Faults(file).damaged(answer, new SQLException(answer));
            }
        } catch (SQLException e) {
            if (!cut[0]) {
                throw e;
            }
            LOG.info("{} is large: the check after an unclean end was cut short", file);
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /// Whether there is something to check.
    boolean exists() {
        return Files.exists(file);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

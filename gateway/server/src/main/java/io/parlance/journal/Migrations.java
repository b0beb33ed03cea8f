package io.parlance.journal;

import io.parlance.journal.JournalException.Reason;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Brings a journal to the newest schema. A migration is plain SQL, has a number, is applied once
/// in one transaction, and is never changed afterwards: its checksum is kept.
///
/// @param names the migrations, in order; each is a resource in `/db/`
record Migrations(List<String> names) {
    /// All that there are. A new one is added at the end.
    static final Migrations ALL =
            new Migrations(
                    List.of(
                            "001_journal.sql",
                            "002_recent_native_ids.sql",
                            "003_indexed_in_batches.sql"));

    private static final String TABLE =
            "create table if not exists migration (number integer primary key, name text not null,"
                    + " checksum text not null, applied integer not null) strict";

    /// @throws JournalException if the journal is newer than this version, or was migrated
    ///   otherwise
    void apply(Connection connection, Path file) throws SQLException, IOException {
        Database.execute(connection, TABLE);
        SortedMap<Integer, String> applied = applied(connection);
        if (!applied.isEmpty() && applied.lastKey() > names.size()) {
            throw new JournalException(
                    Reason.NEWER_SCHEMA,
                    ("The journal %s has schema %d, but this version knows %d at most. Start the"
                         + " newer version that wrote it, or put back a backup from before.")
                            .formatted(file, applied.lastKey(), names.size()));
        }
        for (int number = 1; number <= names.size(); number++) {
            String script = script(names.get(number - 1));
            String known = applied.get(number);
            if (known == null) {
                apply(connection, number, script);
            } else if (!known.equals(checksum(script))) {
                throw new JournalException(
                        Reason.DAMAGED,
                        ("The journal %s was made with another text of migration %d. Use the"
                                        + " version that made it, or put back a backup.")
                                .formatted(file, number));
            }
        }
    }

    private static SortedMap<Integer, String> applied(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number, checksum from migration")) {
            while (row.next()) {
                applied.put(row.getInt(1), row.getString(2));
            }
        }
        return applied;
    }

    private void apply(Connection connection, int number, String script) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                PreparedStatement note =
                        connection.prepareStatement("insert into migration values (?, ?, ?, ?)")) {
            statement.executeUpdate(script);
            note.setInt(1, number);
            note.setString(2, names.get(number - 1));
            note.setString(3, checksum(script));
            note.setLong(4, System.currentTimeMillis());
            note.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static String script(String name) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream("/db/" + name)) {
            if (in == null) {
                throw new IOException("The migration " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String checksum(String script) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

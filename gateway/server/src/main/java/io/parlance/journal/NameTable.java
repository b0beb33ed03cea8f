package io.parlance.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Gives long names that come again and again a number, so that rows and indices stay narrow. The
/// names used last are kept in memory.
final class NameTable implements AutoCloseable {
    private static final int REMEMBERED = 20_000;

    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final Map<String, Long> known =
            new LinkedHashMap<>(1024, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };

    NameTable(Connection connection, String select, String insert) throws SQLException {
        this.select = connection.prepareStatement(select);
        this.insert = connection.prepareStatement(insert);
    }

    /// The number of `name`, of which the row has no other columns.
    long id(String name) throws SQLException {
        return id(name, List::of);
    }

    /// The number of `name`; `more` gives the other columns of its row.
    long id(String name, Supplier<List<String>> more) throws SQLException {
        Long id = known.get(name);
        if (id == null) {
            id = find(name, more);
            known.put(name, id);
        }
        return id;
    }

    private long find(String name, Supplier<List<String>> more) throws SQLException {
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return row.getLong(1);
            }
        }
        insert.setString(1, name);
        List<String> others = more.get();
        for (int i = 0; i < others.size(); i++) {
            insert.setString(2 + i, others.get(i));
        }
        insert.executeUpdate();
        select.setString(1, name);
        try (ResultSet row = select.executeQuery()) {
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        select.close();
        insert.close();
    }
}

package io.parlance.journal;

import io.parlance.model.NativeId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The index of native ids. It holds hashes only; [NativeIdSearch] tells whether a hit is one.
final class NativeIdTable implements AutoCloseable {
    private final PreparedStatement addNew;
    private final PreparedStatement add;
    private final PreparedStatement remove;

    NativeIdTable(Connection connection) throws SQLException {
        addNew =
                connection.prepareStatement(
                        "insert into native_id select ?1, ?2"
                                + " where not exists (select 1 from native_id where hash = ?1)");
        add = connection.prepareStatement("insert or ignore into native_id values (?, ?)");
        remove =
                connection.prepareStatement(
                        "delete from native_id where hash = ? and envelope = ?");
    }

    /// Adds an id of envelope `seq` unless its hash is there; returns whether it was added.
    boolean addNew(NativeId id, long seq) throws SQLException {
        return update(addNew, id, seq) == 1;
    }

    void add(NativeId id, long seq) throws SQLException {
        update(add, id, seq);
    }

    void remove(NativeId id, long seq) throws SQLException {
        update(remove, id, seq);
    }

    private static int update(PreparedStatement statement, NativeId id, long seq)
            throws SQLException {
        statement.setLong(1, hash(id.value()));
        statement.setLong(2, seq);
        return statement.executeUpdate();
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
        addNew.close();
        add.close();
        remove.close();
    }
}

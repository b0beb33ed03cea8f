package io.parlance.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Transactions of the connection that writes. By hand, because JDBC's begin is implied by the
/// first statement and so would hold a snapshot open while nothing is written.
final class Transaction implements AutoCloseable {
    private final PreparedStatement begin;
    private final PreparedStatement commit;

    Transaction(Connection connection) throws SQLException {
        begin = connection.prepareStatement("begin immediate");
        commit = connection.prepareStatement("commit");
    }

    void begin() throws SQLException {
        begin.executeUpdate();
    }

    void commit() throws SQLException {
        commit.executeUpdate();
    }

    /// Takes back what was done since [#begin()], if anything.
    static void rollback(Connection connection) throws SQLException {
        try {
            Database.execute(connection, "rollback");
        } catch (SQLException e) {
            // A full disk or an I/O error may have ended the transaction already
            // (lang_transaction).
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        begin.close();
        commit.close();
    }
}

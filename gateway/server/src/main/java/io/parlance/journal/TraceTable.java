package io.parlance.journal;

import io.parlance.model.NetworkId;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/// The steps that do not follow from envelopes and deliveries.
final class TraceTable implements AutoCloseable {
    private final PreparedStatement insert;

    TraceTable(Connection connection) throws SQLException {
        insert =
                connection.prepareStatement(
                        "insert into trace (envelope, at, step, network, detail)"
                                + " values (?, ?, ?, ?, ?)");
    }

    void add(long seq, Instant at, TraceStep.Step step, @Nullable NetworkId network, String detail)
            throws SQLException {
        insert.setLong(1, seq);
        insert.setLong(2, at.toEpochMilli());
        insert.setString(3, step.name());
        insert.setString(4, network == null ? null : network.name());
        insert.setString(5, detail);
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}

package io.parlance.journal;

import io.parlance.model.NetworkId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The adapters' state.
final class StateTable implements AutoCloseable {
    private final PreparedStatement put;
    private final PreparedStatement remove;

    StateTable(Connection connection) throws SQLException {
        put = connection.prepareStatement("insert or replace into state values (?, ?, ?)");
        remove = connection.prepareStatement("delete from state where network = ? and key = ?");
    }

    void put(NetworkId network, String key, String value) throws SQLException {
        put.setString(1, network.name());
        put.setString(2, key);
        put.setString(3, value);
        put.executeUpdate();
    }

    void remove(NetworkId network, String key) throws SQLException {
        remove.setString(1, network.name());
        remove.setString(2, key);
        remove.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        put.close();
        remove.close();
    }
}

package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/// The envelopes. They are numbered here, so that every table is appended to at its end.
final class EnvelopeTable implements AutoCloseable {
    private final EnvelopeCodec codec;
    private final PreparedStatement insert;
    private final PreparedStatement seqOf;
    private long nextSeq;

    EnvelopeTable(Connection connection, EnvelopeCodec codec) throws SQLException {
        this.codec = codec;
        insert = connection.prepareStatement("insert into envelope values (?, ?, ?, ?, ?)");
        seqOf = connection.prepareStatement("select seq from envelope where id = ?");
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select coalesce(max(seq), 0) from envelope")) {
            nextSeq = row.getLong(1) + 1;
        }
    }

    long nextSeq() {
        return nextSeq;
    }

    /// Adds an envelope under the next number.
    ///
    /// @return the number
    long add(Envelope envelope, long accepted, NameTable rooms) throws SQLException {
        insert.setLong(1, nextSeq);
        insert.setBytes(2, Spellings.bytes(envelope.id()));
        insert.setLong(3, accepted);
        if (envelope.event() instanceof Event.Message
                && envelope.conversation() instanceof Conversation.Room(Address room)) {
            insert.setLong(4, rooms.id(Spellings.address(room)));
        } else {
            insert.setNull(4, Types.INTEGER);
        }
        insert.setBytes(5, codec.encode(envelope));
        insert.executeUpdate();
        return nextSeq++;
    }

    /// The number of an envelope, or 0 if it is not in the journal.
    long seq(EnvelopeId id) throws SQLException {
        seqOf.setBytes(1, Spellings.bytes(id));
        try (ResultSet row = seqOf.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        seqOf.close();
    }
}

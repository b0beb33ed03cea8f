package io.parlance.journal;

import io.parlance.model.Failure;
import io.parlance.model.NativeId;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The deliveries. A delivery's number is made of its envelope's and its position.
final class DeliveryTable implements AutoCloseable {
    /// Pending, and not in the index of those yet: most are delivered before.
    static final int FRESH = 0;

    static final int DELIVERED = 1;
    static final int DEAD = 2;

    /// Pending, and in the index.
    static final int PENDING = 3;

    private static final int POSITION_BITS = 10;
    static final int MAX_DESTINATIONS = 1 << POSITION_BITS;

    /// Space for the ids, in blanks: an update that leaves a row's size as it is overwrites it in
    /// place, where one that grows it moves its neighbours (btreeOverwriteCell). Fits one Matrix
    /// event id.
    private static final byte[] BLANK = filled(new byte[56], 0);

    private final EnvelopeCodec codec;
    private final PreparedStatement insert;
    private final PreparedStatement delivered;
    private final PreparedStatement deferred;
    private final PreparedStatement dead;
    private final PreparedStatement replay;
    private final PreparedStatement index;
    private final PreparedStatement indexed;

    DeliveryTable(Connection connection, EnvelopeCodec codec) throws SQLException {
        this.codec = codec;
        insert =
                connection.prepareStatement(
                        "insert into delivery (id, lane, state, attempts, due, done, ids)"
                                + " values (?1, ?2, 0, 0, ?3, ?3, ?4)");
        delivered =
                connection.prepareStatement(
                        "update delivery set state = 1, attempts = ?, done = ?, ids = ? where id ="
                                + " ?");
        deferred =
                connection.prepareStatement(
                        "update delivery set attempts = ?, due = ?, failure = ?"
                                + " where id = ? and state in (0, 3)");
        dead =
                connection.prepareStatement(
                        "update delivery set state = 2, attempts = ?, done = ?, failure = ?"
                                + " where id = ? and state in (0, 3)");
        replay =
                connection.prepareStatement(
                        "update delivery set state = 3, attempts = 0, due = ?"
                                + " where id = ? and state = 2");
        index =
                connection.prepareStatement(
                        "update delivery set state = 3 where state = 0"
                                + " and id >= (select envelope + 1 from indexed) << 10");
        indexed = connection.prepareStatement("update indexed set envelope = ?");
    }

    private static byte[] padded(byte[] json) {
        return json.length >= BLANK.length
                ? json
                : filled(Arrays.copyOf(json, BLANK.length), json.length);
    }

    private static byte[] filled(byte[] bytes, int from) {
        Arrays.fill(bytes, from, bytes.length, (byte) ' ');
        return bytes;
    }

    static long id(long seq, int position) {
        return first(seq) + position;
    }

    static long first(long seq) {
        return seq << POSITION_BITS;
    }

    static long last(long seq) {
        return first(seq) + MAX_DESTINATIONS - 1;
    }

    static long seq(long id) {
        return id >> POSITION_BITS;
    }

    void add(long id, long lane, long due) throws SQLException {
        insert.setLong(1, id);
        insert.setLong(2, lane);
        insert.setLong(3, due);
        insert.setBytes(4, BLANK);
        insert.executeUpdate();
    }

    void delivered(Pending delivery, long at, List<NativeId> ids) throws SQLException {
        delivered.setInt(1, delivery.attempts() + 1);
        delivered.setLong(2, at);
        delivered.setBytes(3, ids.isEmpty() ? BLANK : padded(codec.encode(ids)));
        delivered.setLong(4, delivery.id());
        delivered.executeUpdate();
    }

    void deferred(Pending delivery, Failure failure, Instant due) throws SQLException {
        failed(deferred, delivery, failure, due.toEpochMilli());
    }

    void dead(Pending delivery, Failure failure, long at) throws SQLException {
        failed(dead, delivery, failure, at);
    }

    private void failed(PreparedStatement update, Pending delivery, Failure failure, long time)
            throws SQLException {
        update.setInt(1, delivery.attempts() + 1);
        update.setLong(2, time);
        update.setBytes(3, codec.encode(failure));
        update.setLong(4, delivery.id());
        update.executeUpdate();
    }

    /// Brings what is still pending of the envelopes up to this one into the index.
    void index(long newest) throws SQLException {
        index.executeUpdate();
        indexed.setLong(1, newest);
        indexed.executeUpdate();
    }

    boolean replay(long id, long due) throws SQLException {
        replay.setLong(1, due);
        replay.setLong(2, id);
        return replay.executeUpdate() == 1;
    }

    @Override
    public void close() throws SQLException {
        insert.close();
        delivered.close();
        deferred.close();
        dead.close();
        replay.close();
        index.close();
        indexed.close();
    }
}

package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.cases.Bindings;

import java.io.IOException;

/// A client on one account of one network, which writes what it is told, word for word.
public interface Wire extends AutoCloseable {
    /// What came.
    Arrivals arrivals();

    /// The names that templates may use in `place`: a ghost's address, or the room's.
    ///
    /// @param room whether the place is a room
    Bindings names(String place, boolean room) throws Exception;

    /// Fills a template and writes it.
    Sent send(String template, Bindings names) throws Exception;

    /// What a reply to, a reaction to or a retraction of an own message names: the network may have
    /// given it an id of its own.
    String ownRef(Sent sent, boolean room) throws InterruptedException;

    /// Enters a room.
    ///
    /// @param make whether it is to be made
    void enter(String room, boolean make) throws Exception;

    /// Makes this client and the ghost see each other, where the network asks for that: a
    /// subscription, a room for two.
    void befriend(String ghost) throws Exception;

    /// Hosts a file where its network's people do.
    ///
    /// @return the address that goes into a message
    String host(String name, String type, byte[] content) throws Exception;

    @Override
    void close() throws IOException;
}

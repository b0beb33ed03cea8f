package io.parlance.conformance.probe;

import java.io.IOException;

/// An ordinary client, logged in to one account of one network.
public interface Probe extends AutoCloseable {
    /// The name of the network, as the gateway's configuration has it.
    String network();

    /// The account's address as its own network spells it.
    String address();

    /// What this client was shown.
    Sightings sightings();

    /// Writes to a person, who may be a ghost, by the address on this network.
    ///
    /// @return the id that the network gave or carries for the message, or an empty text
    String tell(String recipient, String text) throws Exception;

    /// Enters a room, making it if need be.
    void enter(String room) throws Exception;

    /// Speaks in a room it entered.
    ///
    /// @return the id that the network gave or carries for the message, or an empty text
    String say(String room, String text) throws Exception;

    @Override
    void close() throws IOException;
}

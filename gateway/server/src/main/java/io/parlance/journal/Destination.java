package io.parlance.journal;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.NetworkId;

/// Where one delivery goes.
///
/// @param network the network that delivers
/// @param target where, seen from there
public record Destination(NetworkId network, Conversation target) {
    /// The lane of what `sender` does there: deliveries of one lane go one at a time, in order. A
    /// room is one lane; between two people each direction is one.
    ///
    /// @param sender the envelope's sender, by their native address
    /// @return a key that stays the same across restarts
    public String lane(Address sender) {
        return switch (target) {
            case Conversation.Direct(Address recipient) ->
                    network + " direct " + sender + " | " + recipient;
            case Conversation.Room(Address room) -> network + " room " + room;
            case Conversation.Everyone() -> network + " everyone";
        };
    }
}

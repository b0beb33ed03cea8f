package io.parlance.admin;

import java.util.List;

/// A linked room.
///
/// @param room its address
/// @param link the link it is in
/// @param topic its subject; empty if it has none
/// @param shownOn the foreign networks that show it as a portal
/// @param occupants who is in it, as far as known
public record RoomView(
        String room, String link, String topic, List<String> shownOn, List<Occupant> occupants) {
    /// Somebody in a room.
    ///
    /// @param address who
    /// @param name the name to show
    public record Occupant(String address, String name) {}
}

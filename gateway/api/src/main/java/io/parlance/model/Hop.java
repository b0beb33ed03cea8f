package io.parlance.model;

/// One gateway that a message has passed, as carried along in every network.
///
/// @param gateway the gateway's configured id
/// @param network the network it came in by there
public record Hop(String gateway, String network) {
    /// Reads the form that [#toString()] writes; anything else becomes a hop of an unknown network,
    /// so that it still counts.
    public static Hop parse(String text) {
        int separator = text.lastIndexOf(';');
        return separator < 0
                ? new Hop(text, "")
                : new Hop(text.substring(0, separator), text.substring(separator + 1));
    }

    /// `gateway;network`.
    @Override
    public String toString() {
        return gateway + ";" + network;
    }
}

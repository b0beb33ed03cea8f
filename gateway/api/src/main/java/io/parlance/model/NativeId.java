package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// A message's id as one network issued it: an event id, a stanza id, a Message-ID. Opaque to
/// everyone but that network's adapter, and unique within the network: an adapter whose network
/// scopes ids more narrowly (XMPP: per sender) puts the scope into the value.
///
/// @param network who issued it
/// @param value 1 to 1,024 bytes
public record NativeId(NetworkId network, String value) {
    /// Refuses an empty or oversized id.
    public NativeId {
        if (value.isEmpty() || Limits.exceeds(value, Limits.NATIVE_ID_BYTES)) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    "A message id has 1 to " + Limits.NATIVE_ID_BYTES + " bytes.");
        }
    }

    // A key of the hub's maps: what a record has by itself goes by method handles, which costs
    // more.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof NativeId(var theirs, var id)
                        && value.equals(id)
                        && network.equals(theirs));
    }

    @Override
    public int hashCode() {
        return 31 * value.hashCode() + network.hashCode();
    }

    @Override
    public String toString() {
        return network + ":" + value;
    }
}

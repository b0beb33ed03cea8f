package io.parlance.model;

import org.jspecify.annotations.Nullable;

/// A reference to another message. An adapter that reports an event knows the native id only; the
/// hub fills in the envelope, and before delivery replaces the native id with the one that the same
/// message has on the destination network, or null if it never got one there.
///
/// @param nativeId the id on the network at hand, if there is one
/// @param envelope the id inside the gateway, if the hub knows the message
public record MessageRef(@Nullable NativeId nativeId, @Nullable EnvelopeId envelope) {
    /// A reference as an adapter reports it.
    public static MessageRef to(NativeId id) {
        return new MessageRef(id, null);
    }

    /// A reference to a message the hub knows.
    public static MessageRef to(EnvelopeId envelope) {
        return new MessageRef(null, envelope);
    }

    /// The same message by another native id.
    public MessageRef withNativeId(@Nullable NativeId id) {
        return new MessageRef(id, envelope);
    }

    /// The same message, known to the hub.
    public MessageRef withEnvelope(@Nullable EnvelopeId id) {
        return new MessageRef(nativeId, id);
    }
}

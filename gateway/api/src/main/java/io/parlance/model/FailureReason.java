package io.parlance.model;

/// The closed list of why something could not be done. Each adapter maps it to its own conditions
/// in one table, and back.
public enum FailureReason {
    /// Nobody has that address.
    RECIPIENT_UNKNOWN,
    /// The recipient exists but takes nothing now (mailbox full, not connected).
    RECIPIENT_UNAVAILABLE,
    /// The sender may not do that here.
    FORBIDDEN,
    /// The gateway or the sender is not logged in or registered.
    NOT_AUTHORIZED,
    /// The spelling names nobody in that network.
    ADDRESS_INVALID,
    /// The content breaks a rule of the model or of the far network.
    CONTENT_INVALID,
    /// More bytes than the far network or the gateway takes.
    TOO_LARGE,
    /// The far network cannot express it, and no fallback was possible.
    UNSUPPORTED,
    /// The far network asks to go slower.
    RATE_LIMITED,
    /// The name is taken there.
    CONFLICT,
    /// The far network is not reachable.
    LINK_DOWN,
    /// The far network did not answer in time; it may nevertheless have taken it.
    TIMEOUT,
    /// The message has come through this gateway, or too many gateways, before.
    LOOP,
    /// The room or person is linked with nothing on the other side.
    NOT_LINKED,
    /// It was retried until it was too old.
    EXPIRED,
    /// The far network refused the gateway's credentials.
    BAD_CREDENTIALS,
    /// A fault of the gateway's own.
    INTERNAL
}

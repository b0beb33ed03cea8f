package io.parlance.adapter.mail;

import io.parlance.model.FailureReason;

import org.jspecify.annotations.Nullable;

/// What a machine tells about a mail of ours.
sealed interface Report {
    /// It could not be delivered (RFC 3464).
    ///
    /// @param original our Message-ID
    /// @param recipient the address that failed, or null if the report does not say
    /// @param reason why
    /// @param detail the far server's words
    record Bounce(String original, @Nullable String recipient, FailureReason reason, String detail)
            implements Report {}

    /// It was shown to its reader (RFC 8098).
    record Seen(String original) implements Report {}

    /// It is late, or was relayed, or deleted unread: nothing to tell anybody.
    record Progress(String original) implements Report {}
}

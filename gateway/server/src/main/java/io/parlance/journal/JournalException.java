package io.parlance.journal;

/// The journal cannot do what was asked. The message says what to do next.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /// Why the journal could not do it.
    public enum Reason {
        /// Another gateway uses the data folder.
        LOCKED,
        /// The file is not a journal, or it is damaged.
        DAMAGED,
        /// A newer version of the gateway has written the journal.
        NEWER_SCHEMA,
        /// No space is left. Nothing was written; it works again as soon as there is space.
        DISK_FULL,
        /// The disk failed. Nothing was written.
        IO,
        /// More was asked for than can be written. Nothing was written.
        OVERLOADED,
        /// The journal is closed.
        CLOSED,
        /// A fault of the journal's own.
        INTERNAL
    }

    /// A failure for `reason`, explained by `message`.
    public JournalException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// A failure for `reason`, explained by `message`, that has a cause.
    public JournalException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}

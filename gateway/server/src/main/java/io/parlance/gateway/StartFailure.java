package io.parlance.gateway;

import org.jspecify.annotations.Nullable;

/// The gateway could not start. The message says why and what to do, and is all that the operator
/// needs; the cause is for debugging.
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// What sort of thing stands in the way.
    public enum Kind {
        /// The configuration.
        CONFIGURATION,
        /// The data folder: locked, not writable, full or damaged.
        DATA,
        /// A port, or an adapter that cannot start.
        SERVICE
    }

    /// A failure of this kind.
    public StartFailure(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// What sort of thing stands in the way.
    public Kind kind() {
        return kind;
    }
}

package io.parlance.adapter.matrix;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A request to the homeserver that did not succeed. Without a stack trace: it is an answer, not a
/// bug, and may come thousands of times a second.
final class MatrixFault extends Exception {
    private static final long serialVersionUID = 1L;

    /// What kind of fault.
    enum Kind {
        /// The homeserver answered with an error.
        ANSWERED,
        /// No connection: nothing was sent.
        UNREACHABLE,
        /// Sent, but no answer came in time or the connection broke: it may have been taken.
        UNANSWERED,
        /// Too many requests wait already: nothing was sent.
        BUSY
    }

    private final Kind kind;
    private final int status;
    private final String errcode;
    private final transient @Nullable Duration retryAfter;

    private MatrixFault(
            Kind kind, int status, String errcode, String text, @Nullable Duration retryAfter) {
        super(text, null, false, false);
        this.kind = kind;
        this.status = status;
        this.errcode = errcode;
        this.retryAfter = retryAfter;
    }

    /// An error answer.
    static MatrixFault answered(
            int status, String errcode, String text, @Nullable Duration retryAfter) {
        return new MatrixFault(Kind.ANSWERED, status, errcode, text, retryAfter);
    }

    /// A fault without an answer.
    static MatrixFault without(Kind kind, String text) {
        return new MatrixFault(kind, 0, "", text, null);
    }

    Kind kind() {
        return kind;
    }

    /// The HTTP status, or 0.
    int status() {
        return status;
    }

    /// The `M_` code, or an empty text.
    String errcode() {
        return errcode;
    }

    /// When the homeserver wants to be asked again, if it said so.
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    boolean is(String code) {
        return errcode.equals(code);
    }

    /// What was wrong, for logs and failures' details.
    String detail() {
        String text = String.valueOf(getMessage());
        return kind == Kind.ANSWERED ? status + " " + errcode + ": " + text : text;
    }
}

package io.parlance.command;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

/// What somebody who may not, or asked for what cannot be, is told.
final class Refusal {
    private Refusal() {}

    /// They may not.
    static InvalidValue forbidden(String text) {
        return new InvalidValue(FailureReason.FORBIDDEN, text);
    }

    /// It cannot be.
    static InvalidValue impossible(String text) {
        return new InvalidValue(FailureReason.CONTENT_INVALID, text);
    }
}

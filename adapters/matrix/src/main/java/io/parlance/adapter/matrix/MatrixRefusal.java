package io.parlance.adapter.matrix;

import io.parlance.model.Failure;
import io.parlance.model.FailureReason;

/// A delivery that waiting cannot mend, found by the adapter itself.
final class MatrixRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    MatrixRefusal(FailureReason reason, String text, String detail) {
        super(text, null, false, false);
        this.failure = Failure.certain(reason, text, detail);
    }

    Failure failure() {
        return failure;
    }
}

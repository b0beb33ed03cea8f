package io.parlance.model;

/// A value that the model refuses at construction: an address that is none, a text that is too long
/// or holds NUL. Its message may be shown to the person who sent the value.
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /// A refusal for `reason`, explained by `message` in words for the sender.
    public InvalidValue(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /// Why the value was refused.
    public FailureReason reason() {
        return reason;
    }

    /// The same as a failure that can be told to the sender; certain, since nothing was sent.
    public Failure toFailure() {
        String text = getMessage();
        return Failure.certain(reason, text == null ? reason.name() : text, reason.name());
    }
}

package io.parlance.conformance.score.cases;

/// What became of one act on its way from one network to another, best first.
public enum Verdict {
    /// It arrived in the receiving network's own form.
    NATIVE("N"),
    /// It arrived as text that a person understands.
    FALLBACK("F"),
    /// Nothing arrived.
    LOST("L"),
    /// Something else arrived, or more than once.
    WRONG("W"),
    /// The sender's network cannot say it, or the receiver's has neither a form nor a text for it.
    NOT_APPLICABLE("-");

    private final String letter;

    Verdict(String letter) {
        this.letter = letter;
    }

    /// One letter for a table.
    public String letter() {
        return letter;
    }

    /// Whether this is worse than what was before. What became applicable must have arrived.
    public boolean worseThan(Verdict before) {
        return switch (this) {
            case NATIVE, NOT_APPLICABLE -> this == NOT_APPLICABLE && before == NATIVE;
            case FALLBACK -> before == NATIVE;
            case LOST -> before != LOST && before != WRONG;
            case WRONG -> before != WRONG;
        };
    }
}

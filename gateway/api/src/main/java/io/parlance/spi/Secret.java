package io.parlance.spi;

/// A password or token. Not a record, so that no generated `toString` shows it.
public final class Secret {
    private final String value;

    /// Wraps a secret.
    public Secret(String value) {
        this.value = value;
    }

    /// The secret itself, to be handed to the peer and to nobody else.
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}

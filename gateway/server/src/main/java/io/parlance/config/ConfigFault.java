package io.parlance.config;

/// The configuration cannot be used. The message is complete: file, line, key, what is wrong and
/// what to write instead. It never holds a secret.
public final class ConfigFault extends Exception {
    private static final long serialVersionUID = 1L;

    /// A fault, told by `message`.
    public ConfigFault(String message) {
        super(message);
    }
}

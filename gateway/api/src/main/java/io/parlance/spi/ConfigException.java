package io.parlance.spi;

/// The configuration is wrong. The message names the key, what was found and what to write instead;
/// it never holds a secret's value.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /// A fault at `key`, a dotted path such as `networks.xmpp.secret`.
    public ConfigException(String key, String message) {
        super(key + ": " + message);
    }
}

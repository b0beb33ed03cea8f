package io.parlance.adapter.xmpp.wire;

/// The peer broke a rule of the stream; it is told the condition and the stream ends (RFC 6120
/// §4.9).
public final class StreamFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final String condition;

    StreamFault(String condition, String message) {
        super(message);
        this.condition = condition;
    }

    /// The stream error condition, such as `restricted-xml`.
    public String condition() {
        return condition;
    }
}

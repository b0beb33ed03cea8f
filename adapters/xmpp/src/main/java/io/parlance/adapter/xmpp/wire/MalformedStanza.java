package io.parlance.adapter.xmpp.wire;

/// A stanza that is well-formed XML but breaks the rules of what it claims to be.
public final class MalformedStanza extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedStanza(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}

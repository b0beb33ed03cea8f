package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Messages that vanish (XEP-0466). Pure.
final class Ephemeral {
    static final String NAMESPACE = "urn:xmpp:ephemeral:0";
    private static final long LONGEST = 10L * 365 * 86_400;

    private Ephemeral() {}

    /// When the message should vanish that was said at `said`; null if it says nothing of it.
    static @Nullable Instant read(Element stanza, Instant said) {
        Element ephemeral = stanza.child("ephemeral", NAMESPACE);
        if (ephemeral == null) {
            return null;
        }
        try {
            long seconds = Long.parseLong(ephemeral.attribute("timer", ""));
            return seconds > 0 && seconds <= LONGEST ? said.plusSeconds(seconds) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}

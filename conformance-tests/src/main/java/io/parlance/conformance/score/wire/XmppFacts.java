package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.cases.Facts;

import org.w3c.dom.Element;

/// What a stanza shows: its elements, and `kind`, `from` and `show` by their meaning.
final class XmppFacts {
    static final String MUC_USER = "x{http://jabber.org/protocol/muc#user}";

    private XmppFacts() {}

    static Facts of(Element stanza) {
        Facts shown = new Facts.Builder().xml(stanza).build();
        String from = stanza.getAttribute("from");
        boolean offline = stanza.getAttribute("type").equals("unavailable");
        return new Facts.Builder()
                .xml(stanza)
                .add("kind", stanza.getLocalName())
                .add("from", ofRoom(stanza, shown) ? from : from.replaceFirst("/.*", ""))
                .add("show", offline ? "offline" : shown.first("show"))
                .build();
    }

    /// Whether an occupant or a room speaks (XEP-0045).
    static boolean ofRoom(Element stanza, Facts shown) {
        return stanza.getAttribute("type").equals("groupchat") || !shown.all(MUC_USER).isEmpty();
    }
}

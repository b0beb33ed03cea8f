package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Stanzas;

import org.jxmpp.jid.Jid;
import org.jxmpp.stringprep.XmppStringprepException;

/// Addresses that are known to be good, because they came from the server or were made by us.
final class Jids {
    private Jids() {}

    /// The JID of a text that was checked before.
    static Jid of(String text) {
        try {
            return Stanzas.jid(text);
        } catch (XmppStringprepException e) {
            throw new IllegalArgumentException("'" + text + "' is no JID", e);
        }
    }

    /// Whether the text is a JID at all.
    static boolean valid(String text) {
        try {
            Stanzas.jid(text);
            return true;
        } catch (XmppStringprepException | IllegalArgumentException _) {
            return false;
        }
    }
}

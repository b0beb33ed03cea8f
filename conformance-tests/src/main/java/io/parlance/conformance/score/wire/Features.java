package io.parlance.conformance.score.wire;

import java.util.List;
import java.util.stream.Collectors;

/// What the XMPP client says that it can, so that a bridge need not hold anything back (XEP-0030).
final class Features {
    static final String DISCO =
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
                    + "<identity category='client' type='pc' name='scorecard'/>"
                    + List.of(
                                    "http://jabber.org/protocol/disco#info",
                                    "http://jabber.org/protocol/chatstates",
                                    "http://jabber.org/protocol/geoloc",
                                    "jabber:x:conference",
                                    "jabber:x:oob",
                                    "urn:xmpp:chat-markers:0",
                                    "urn:xmpp:ephemeral:0",
                                    "urn:xmpp:message-correct:0",
                                    "urn:xmpp:message-moderate:1",
                                    "urn:xmpp:message-retract:1",
                                    "urn:xmpp:reactions:0",
                                    "urn:xmpp:receipts",
                                    "urn:xmpp:reference:0",
                                    "urn:xmpp:reply:0",
                                    "urn:xmpp:sfs:0",
                                    "urn:xmpp:sid:0",
                                    "urn:xmpp:spoiler:0",
                                    "urn:xmpp:stickers:0",
                                    "urn:xmpp:styling:0")
                            .stream()
                            .map(name -> "<feature var='" + name + "'/>")
                            .collect(Collectors.joining())
                    + "</query>";

    private Features() {}
}

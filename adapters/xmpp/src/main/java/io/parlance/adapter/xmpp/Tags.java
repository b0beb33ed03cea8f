package io.parlance.adapter.xmpp;

import org.jivesoftware.smack.packet.StandardExtensionElement;

/// The namespaces of what messages carry, and the elements that are always the same. Pure.
final class Tags {
    static final String CORRECT = "urn:xmpp:message-correct:0";
    static final String RETRACT = "urn:xmpp:message-retract:1";

    /// The deprecated form that older clients write.
    static final String RETRACT_0 = "urn:xmpp:message-retract:0";

    static final String MODERATE = "urn:xmpp:message-moderate:1";
    static final String MODERATE_0 = "urn:xmpp:message-moderate:0";
    static final String FASTEN = "urn:xmpp:fasten:0";
    static final String REACTIONS = "urn:xmpp:reactions:0";
    static final String REPLY = "urn:xmpp:reply:0";
    static final String FALLBACK = "urn:xmpp:fallback:0";
    static final String REFERENCE = "urn:xmpp:reference:0";
    static final String SPOILER = "urn:xmpp:spoiler:0";
    static final String GEOLOC = "http://jabber.org/protocol/geoloc";
    static final String OOB = "jabber:x:oob";
    static final String SFS = "urn:xmpp:sfs:0";
    static final String METADATA = "urn:xmpp:file:metadata:0";
    static final String THUMBS = "urn:xmpp:thumbs:1";
    static final String URL_DATA = "http://jabber.org/protocol/url-data";
    static final String STICKERS = "urn:xmpp:stickers:0";
    static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";
    static final String SID = "urn:xmpp:sid:0";
    static final String PICTURE = "vcard-temp:x:update";
    static final String CLIENT = "jabber:client";
    private static final String HINTS = "urn:xmpp:hints";

    /// Archives keep it although it has no body (XEP-0334).
    static final StandardExtensionElement STORE = of("store", HINTS).build();

    private Tags() {}

    /// The beginning of an element.
    static StandardExtensionElement.Builder of(String name, String namespace) {
        return StandardExtensionElement.builder(name, namespace);
    }

    /// Which picture somebody or a room has: its hash, or nothing if there is none (XEP-0153 §3).
    static StandardExtensionElement picture(String hash) {
        return of("x", PICTURE).addElement("photo", hash).build();
    }

    /// An element that refers to a message by its id.
    static StandardExtensionElement naming(String name, String namespace, String id) {
        return of(name, namespace).addAttribute("id", id).build();
    }

    /// That the whole body is only for clients that do not know `feature` (XEP-0428).
    static StandardExtensionElement fallback(String feature) {
        return of("fallback", FALLBACK).addAttribute("for", feature).build();
    }

    /// That a part of the body is only for clients that do not know `feature`; offsets count code
    /// points.
    static StandardExtensionElement fallback(String feature, int start, int end) {
        StandardExtensionElement range =
                of("body", FALLBACK)
                        .addAttribute("start", String.valueOf(start))
                        .addAttribute("end", String.valueOf(end))
                        .build();
        return of("fallback", FALLBACK).addAttribute("for", feature).addElement(range).build();
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;

/// The part of a body that only quotes, for clients without replies (XEP-0428, XEP-0461). Pure.
final class ReplyFallback {
    private static final String FALLBACK = "urn:xmpp:fallback:0";

    private ReplyFallback() {}

    /// `text` without the range that the stanza marks as fallback of a reply; the whole text if the
    /// range is wrong or would leave nothing. Offsets count code points.
    static String strip(String text, Element stanza) {
        for (Element fallback : stanza.children("fallback", FALLBACK)) {
            Element range = fallback.child("body", FALLBACK);
            if (range != null && "urn:xmpp:reply:0".equals(fallback.attribute("for"))) {
                return cut(text, range.attribute("start", ""), range.attribute("end", ""));
            }
        }
        return text;
    }

    private static String cut(String text, String start, String end) {
        try {
            int from = text.offsetByCodePoints(0, Integer.parseInt(start));
            int to = text.offsetByCodePoints(0, Integer.parseInt(end));
            String rest = text.substring(0, from) + text.substring(to);
            return rest.isBlank() ? text : rest;
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return text;
        }
    }
}

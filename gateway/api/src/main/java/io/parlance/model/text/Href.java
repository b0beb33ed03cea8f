package io.parlance.model.text;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.Locale;
import java.util.Set;

/// Where a link may lead: to what a click shows and does not run.
public final class Href {
    private static final Set<String> SCHEMES =
            Set.of("http", "https", "mailto", "xmpp", "matrix", "mqtt", "geo");
    private static final int LENGTH = 2048;

    private Href() {}

    /// Whether `href` is an absolute URI of an allowed scheme, of bearable length, without blanks
    /// and control characters; also without those that reverse the direction of what is shown.
    public static boolean allowed(String href) {
        int colon = href.indexOf(':');
        return colon > 0
                && href.length() <= LENGTH
                && href.length() > colon + 1
                && SCHEMES.contains(href.substring(0, colon).toLowerCase(Locale.ROOT))
                && href.codePoints().noneMatch(Href::dangerous);
    }

    private static boolean dangerous(int c) {
        return c <= 0x20
                || c == 0x7F
                || Character.getType(c) == Character.CONTROL
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c);
    }

    static void check(String href) {
        if (!allowed(href)) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    "A link leads to http, https, mailto, xmpp, matrix, mqtt or geo, and"
                            + " holds no blank.");
        }
    }
}

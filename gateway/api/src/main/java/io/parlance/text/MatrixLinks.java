package io.parlance.text;

import io.parlance.model.text.Href;

import org.jspecify.annotations.Nullable;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/// Links to Matrix users: `https://matrix.to/#/@alice:hs` and `matrix:u/alice:hs` (Matrix
/// appendices, "URIs" and "matrix.to navigation"). Pure.
final class MatrixLinks {
    private static final String TO = "https://matrix.to/#/";
    private static final String USER = "matrix:u/";

    private MatrixLinks() {}

    /// The user that a link leads to, as a `matrix:u/` URI; null if it leads elsewhere.
    static @Nullable String user(String href) {
        String id = null;
        if (href.startsWith(USER)) {
            id = href.substring(USER.length());
        } else if (href.startsWith(TO)) {
            String path = decoded(href.substring(TO.length()));
            id = path.startsWith("@") ? path.substring(1) : null;
        }
        if (id == null) {
            return null;
        }
        String uri = USER + (id.indexOf('?') < 0 ? id : id.substring(0, id.indexOf('?')));
        return id.indexOf(':') > 0 && id.indexOf('/') < 0 && Href.allowed(uri) ? uri : null;
    }

    /// The link that Matrix clients make a mention of.
    static @Nullable String toUser(String uri) {
        return uri.startsWith(USER) ? TO + "@" + uri.substring(USER.length()) : null;
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}

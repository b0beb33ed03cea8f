package io.parlance.adapter.matrix;

import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Whether a request shows the homeserver's token: in the header, or in the query as older
/// homeservers do (Application Service API, "Authorization"). The comparison takes the same time
/// wherever tokens differ.
final class TokenCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);

    /// What was found.
    enum Verdict {
        /// The homeserver's token.
        RIGHT,
        /// Another token.
        WRONG,
        /// No token.
        MISSING
    }

    private final byte[] expected;
    private final OncePerMinute wrong = new OncePerMinute();
    private final OncePerMinute missing = new OncePerMinute();
    private final Listener listener;

    /// Who wants to know of right and wrong tokens.
    interface Listener {
        void shown(boolean right);
    }

    TokenCheck(MatrixConfig config, Listener listener) {
        this.expected = digest(config.hsToken().reveal());
        this.listener = listener;
    }

    Verdict check(HttpServerRequest request) {
        String shown = shown(request);
        if (shown == null) {
            int others = missing.due(System.nanoTime());
            if (others >= 0) {
                LOG.warn("A request without token from {}{}", address(request), and(others));
            }
            return Verdict.MISSING;
        }
        boolean right = MessageDigest.isEqual(expected, digest(shown));
        if (!right) {
            int others = wrong.due(System.nanoTime());
            if (others >= 0) {
                LOG.warn(
                        "A request with a wrong token from {}{}: compare hs_token in the"
                                + " configuration with the registration file that the homeserver"
                                + " has",
                        address(request),
                        and(others));
            }
        }
        listener.shown(right);
        return right ? Verdict.RIGHT : Verdict.WRONG;
    }

    private static String address(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress());
    }

    private static String and(int others) {
        return others == 0 ? "" : " (and " + others + " more since the last such line)";
    }

    private static @Nullable String shown(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        return request.getParam("access_token");
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package io.parlance.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Lets pass who shows the token in `Authorization: Bearer …` (RFC 6750 §2.1). There are no
/// cookies, so a page in a browser cannot make it show the token, under whatever name it reaches
/// this server.
final class BearerToken implements Handler<RoutingContext> {
    private static final String SCHEME = "Bearer ";

    private final byte[] token;

    BearerToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void handle(RoutingContext context) {
        String shown = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (shown != null && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            byte[] given =
                    shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
            // In constant time, so that the token cannot be found out letter by letter.
            if (MessageDigest.isEqual(token, given)) {
                context.next();
                return;
            }
        }
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"parlance\"");
        Answers.problem(
                context,
                401,
                "Token needed",
                "Send `Authorization: Bearer …` with the token in the file admin.token of the data"
                        + " folder.");
    }
}

package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.Server;
import io.parlance.spi.LinkState;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import java.util.Locale;

/// What a failed connection to a mail server means to the operator.
final class ConnectTrouble {
    private ConnectTrouble() {}

    /// The state after a submission connection failed.
    static LinkState state(Server server, MessagingException e) {
        return state("smtp", server, e);
    }

    /// The state after a connection failed; `part` is the key of the configuration.
    static LinkState state(String part, Server server, MessagingException e) {
        String seen = HeaderText.oneLine(cause(e), 300);
        String place = server.host() + ":" + server.port();
        if (e instanceof AuthenticationFailedException && !passing(seen)) {
            return new LinkState.BadCredentials(
                    "%s refuses the login of '%s' (%s). Compare %s.user and %s.password with the server's accounts."
                            .formatted(place, server.user(), seen, part, part));
        }
        String lower = seen.toLowerCase(Locale.ROOT);
        String advice =
                lower.contains("certif")
                                || lower.contains("pkix")
                                || lower.contains("ssl")
                                || lower.contains("tls")
                        ? "Check %s.tls and ca.".formatted(part)
                        : "Check that the server runs and that %s.host and %s.port are right."
                                .formatted(part, part);
        return new LinkState.Down("%s: %s. %s".formatted(place, seen, advice));
    }

    /// A server that is busy also answers AUTH with an error (RFC 4954 §4: 454).
    private static boolean passing(String seen) {
        return seen.startsWith("454") || seen.startsWith("421") || seen.contains("[UNAVAILABLE]");
    }

    private static String cause(MessagingException e) {
        Exception next = e.getNextException();
        String own = String.valueOf(e.getMessage());
        return next == null || own.contains(String.valueOf(next.getMessage()))
                ? own
                : own + " (" + next.getMessage() + ")";
    }
}

package io.parlance.adapter.mail;

import io.parlance.adapter.mail.MailConfig.Server;
import io.parlance.spi.ConfigException;
import io.parlance.spi.Settings;

import jakarta.mail.Session;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;

import javax.net.ssl.SSLSocketFactory;

/// The Jakarta Mail sessions: reading and writing without a server, the mailbox, the submission.
/// All settings are the sessions' own; nothing is taken from or put into system properties.
///
/// @param imap for the mailbox
/// @param smtp for the submission
/// @param international for the submission to and from addresses beyond ASCII (RFC 6531)
record Sessions(Session imap, Session smtp, Session international) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /// For parsing and composing.
    static final Session PURE = Session.getInstance(pure());

    /// Sessions for the configured servers.
    static Sessions of(MailConfig config, Settings settings) throws ConfigException {
        SSLSocketFactory trusted = null;
        if (config.ca() != null) {
            try {
                trusted = Trust.of(config.ca());
            } catch (IOException e) {
                throw settings.fault("ca", "'" + config.ca() + "' is of no use: " + e.getMessage());
            }
        }
        Properties imap = pure();
        // COMPAT: Angus Mail 2.0 ends an IDLE when the socket's read times out, so the limit is
        // above
        // the time after which we renew it.
        server(imap, "mail.imap.", config.imap(), config.idle().plusSeconds(20), trusted);
        imap.put("mail.imap.peek", "true");
        imap.put("mail.imap.partialfetch", "false");
        Properties smtp = pure();
        // With it, every mail would ask for SMTPUTF8, which many a next hop lacks.
        smtp.put("mail.mime.allowutf8", "false");
        server(smtp, "mail.smtp.", config.smtp(), ANSWER, trusted);
        smtp.put("mail.smtp.localhost", config.domain());
        smtp.put("mail.smtp.auth", String.valueOf(config.smtp().user() != null));
        smtp.put("mail.smtp.sendpartial", "true");
        smtp.put("mail.smtp.quitwait", "false");
        // With it, every text part would be read before it is sent, files of any size among them.
        smtp.put("mail.smtp.allow8bitmime", "false");
        Properties international = new Properties();
        international.putAll(smtp);
        international.put("mail.mime.allowutf8", "true");
        return new Sessions(
                Session.getInstance(imap),
                Session.getInstance(smtp),
                Session.getInstance(international));
    }

    private static void server(
            Properties all,
            String prefix,
            Server server,
            Duration answer,
            @Nullable SSLSocketFactory trusted) {
        all.put(prefix + "connectiontimeout", String.valueOf(CONNECT.toMillis()));
        all.put(prefix + "timeout", String.valueOf(answer.toMillis()));
        all.put(prefix + "writetimeout", String.valueOf(ANSWER.toMillis()));
        all.put(prefix + "ssl.checkserveridentity", "true");
        switch (server.tls()) {
            case NONE -> all.put(prefix + "starttls.enable", "false");
            case STARTTLS -> {
                all.put(prefix + "starttls.enable", "true");
                all.put(prefix + "starttls.required", "true");
            }
            case TLS -> all.put(prefix + "ssl.enable", "true");
        }
        if (trusted != null) {
            all.put(prefix + "ssl.socketFactory", trusted);
        }
    }

    private static Properties pure() {
        Properties all = new Properties();
        all.put("mail.mime.allowutf8", "true");
        all.put("mail.mime.address.strict", "false");
        all.put("mail.debug", "false");
        return all;
    }
}

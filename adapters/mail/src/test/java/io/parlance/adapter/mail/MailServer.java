package io.parlance.adapter.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.awaitility.Awaitility;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// GreenMail on free ports, with the catch-all mailbox of `gw.test` and the people of `mail.test`.
final class MailServer implements AutoCloseable {
    final GreenMail greenMail;

    static {
        // COMPAT: GreenMail 2.1.8 ends a connection with an exception in its own thread if a mail
        // was
        // expunged just before IDLE ("Need to do this properly"); the gateway connects again, and
        // whoever waits for what it does then must not fail for that.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    MailServer() {
        this(0, 0);
    }

    MailServer(int smtp, int imap) {
        greenMail =
                new GreenMail(
                        new ServerSetup[] {
                            new ServerSetup(smtp, "127.0.0.1", "smtp"),
                            new ServerSetup(imap, "127.0.0.1", "imap")
                        });
        greenMail.start();
        greenMail.setUser("gateway@gw.test", "gateway", "gw-pw");
        greenMail.setUser("alice@mail.test", "alice@mail.test", "pw");
        greenMail.setUser("bob@mail.test", "bob@mail.test", "pw");
    }

    int smtp() {
        return greenMail.getSmtp().getPort();
    }

    int imap() {
        return greenMail.getImap().getPort();
    }

    Map<String, Object> settings() {
        return settings("127.0.0.1", smtp(), imap());
    }

    static Map<String, Object> settings(String host, int smtp, int imap) {
        Map<String, Object> all = new HashMap<>();
        all.put("domain", "gw.test");
        all.put("untrusted", "accept");
        all.put(
                "imap",
                Map.of(
                        "host",
                        host,
                        "port",
                        imap,
                        "tls",
                        "none",
                        "user",
                        "gateway",
                        "password",
                        "gw-pw"));
        all.put(
                "smtp",
                Map.of(
                        "host",
                        host,
                        "port",
                        smtp,
                        "tls",
                        "none",
                        "user",
                        "gateway",
                        "password",
                        "gw-pw"));
        return all;
    }

    /// Puts a mail into the catch-all mailbox, as a server does that rewrites the envelope.
    void toGateway(String mail) throws MessagingException {
        deliver("gateway@gw.test", mail);
    }

    private void deliver(String mailbox, String mail) throws MessagingException {
        byte[] bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Session session = Session.getInstance(new Properties());
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", smtp(), null, null);
            // Not Transport.send: that would give the mail a new Message-ID.
            transport.sendMessage(
                    new MimeMessage(Sessions.PURE, new ByteArrayInputStream(bytes)),
                    new InternetAddress[] {new InternetAddress(mailbox)});
        }
    }

    /// Puts a mail into the catch-all mailbox in no time at all.
    void dropIn(String mail) throws MessagingException {
        byte[] bytes = mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        user("gateway@gw.test")
                .deliver(new MimeMessage(Sessions.PURE, new ByteArrayInputStream(bytes)));
    }

    private GreenMailUser user(String mailbox) {
        return greenMail.getUserManager().getUserByEmail(mailbox);
    }

    /// What lies in the mailbox of `user`.
    List<MimeMessage> mailsOf(String user) {
        MailFolder inbox = inbox(user);
        return inbox.getMessages().stream().map(StoredMessage::getMimeMessage).toList();
    }

    private MailFolder inbox(String user) {
        try {
            return greenMail.getManagers().getImapHostManager().getInbox(user(user));
        } catch (FolderException e) {
            throw new AssertionError(e);
        }
    }

    static String header(MimeMessage message, String name) {
        try {
            return String.join("|", nonNull(message.getHeader(name)));
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    static String recipients(MimeMessage message) throws MessagingException {
        return InternetAddress.toString(message.getRecipients(Message.RecipientType.TO));
    }

    private static String[] nonNull(String[] values) {
        return values == null ? new String[0] : values;
    }

    @Override
    public void close() {
        greenMail.stop();
    }
}

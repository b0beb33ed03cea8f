package io.parlance.conformance.probe;

import io.parlance.conformance.lab.LabEnv;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/// A mail program: submits by SMTP, reads its inbox by IMAP.
public final class MailProbe implements Probe, Inbox.Reader {
    private final Session session;
    private final LabEnv.Account account;
    private final String displayName;
    private final Sightings sightings = new Sightings();
    private final Inbox inbox;
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    /// Logs in as `name`, shown as `displayName`.
    public MailProbe(LabEnv lab, String name, String displayName) throws MessagingException {
        account = lab.account("MAIL_USERS", name);
        this.displayName = displayName;
        Properties properties = new Properties();
        properties.put("mail.smtp.host", lab.get("MAIL_HOST"));
        properties.put("mail.smtp.port", lab.get("MAIL_SMTP_PORT"));
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.imap.host", lab.get("MAIL_HOST"));
        properties.put("mail.imap.port", lab.get("MAIL_IMAP_PORT"));
        properties.put("mail.mime.allowutf8", "true");
        session = Session.getInstance(properties);
        inbox = new Inbox(session, account.name(), account.password(), this);
    }

    @Override
    public String network() {
        return "mail";
    }

    @Override
    public String address() {
        return account.name();
    }

    @Override
    public Sightings sightings() {
        return sightings;
    }

    @Override
    public String tell(String recipient, String text) throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(account.name(), displayName));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(recipient));
        // A chat client's mail: no subject line that would be part of what is said.
        mail.setHeader("Chat-Version", "1.0");
        mail.setSubject("chat");
        mail.setText(text, "UTF-8");
        return submit(mail);
    }

    /// Submits any mail: for what a plain client would not send.
    ///
    /// @return its Message-ID
    public String submit(MimeMessage mail) throws MessagingException {
        mail.saveChanges();
        // A connection for each: Exim delivers what comes over one in parallel, and out of order.
        Transport.send(mail, account.name(), account.password());
        return mail.getMessageID();
    }

    /// The session to make a mail for [#submit] with.
    public Session session() {
        return session;
    }

    @Override
    public void enter(String room) throws Exception {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(account.name(), displayName));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(room));
        mail.setSubject("join");
        mail.setText("join", "UTF-8");
        submit(mail);
    }

    @Override
    public String say(String room, String text) throws Exception {
        return tell(room, text);
    }

    /// What a mail with this Message-ID was called by the first server that took it; such names
    /// rise with time (Exim, "Message identification"). Mails overtake each other after that, and
    /// mail programs sort them.
    public String acceptedAs(String messageId) {
        return accepted.getOrDefault(messageId, "");
    }

    @Override
    public void ended(Exception why) {
        sightings.add(Seen.now("error", "mailbox", null, null, "", why.toString()));
    }

    @Override
    public void take(Message mail) throws MessagingException, IOException {
        Address[] from = mail.getFrom();
        InternetAddress sender =
                from == null ? new InternetAddress("nobody@invalid") : (InternetAddress) from[0];
        String[] id = mail.getHeader("Message-ID");
        String[] list = mail.getHeader("List-Id");
        String[] received = mail.getHeader("Received");
        if (id != null && received != null) {
            String first = received[received.length - 1];
            String name = first.replaceFirst("(?s).*\\bid (\\S+).*", "$1");
            accepted.merge(id[0], name, (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
        boolean automatic = mail.getHeader("Auto-Submitted") != null;
        String text = text(mail).strip();
        sightings.add(
                Seen.now(
                        automatic ? "error" : "message",
                        sender.getAddress(),
                        sender.getPersonal(),
                        list == null ? null : list[0],
                        id == null ? "" : id[0],
                        text));
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return String.valueOf(part.getContent()).replace("\r\n", "\n");
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                String text = text(inner);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        inbox.close();
    }
}

package io.parlance.adapter.mail;

import io.parlance.model.Hop;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The outward half of the codec: drafts to mail. Pure. Whatever comes from outside goes through
/// [HeaderText] before it becomes part of a header, and bodies are encoded so that no line of
/// theirs can be taken for SMTP.
final class MailWriter {
    private static final Session SESSION = Session.getInstance(new Properties());

    private MailWriter() {}

    /// Plain text with an HTML alternative, and what else the draft holds but its files.
    static SMTPMessage chat(Draft draft) throws MessagingException {
        return chat(draft, List.of());
    }

    /// The same with files. They are read when the mail is sent, and never held.
    static SMTPMessage chat(Draft draft, List<? extends DataSource> files)
            throws MessagingException {
        SMTPMessage message = message(draft);
        MimeMultipart words = words(draft.content());
        List<DataSource> all = new ArrayList<>(files);
        Portrait portrait = draft.content().portrait();
        if (portrait != null) {
            message.setHeader(Portrait.FIELD, portrait.field());
            if (portrait.file() != null) {
                all.add(portrait.file());
            }
        }
        message.setContent(all.isEmpty() ? words : mixed(words, all));
        message.saveChanges();
        return message;
    }

    /// Words with files after them, and links to those that cannot be sent along.
    static MimeMultipart mixed(MimeMultipart words, Enclosing.Opened opened)
            throws MessagingException {
        MimeMultipart all = mixed(words, opened.files());
        if (!opened.linked().isEmpty()) {
            MailContent links = MailContent.of("").linking(opened.linked(), List.of());
            all.addBodyPart(text(links.text(), "plain"), 1);
        }
        return all;
    }

    private static MimeMultipart mixed(MimeMultipart words, List<? extends DataSource> files)
            throws MessagingException {
        MimeMultipart all = new MimeMultipart("mixed");
        MimeBodyPart first = new MimeBodyPart();
        first.setContent(words);
        all.addBodyPart(first);
        for (DataSource file : files) {
            all.addBodyPart(file(file));
        }
        return all;
    }

    /// The same said in several ways. A reaction stands between the words for people: chat programs
    /// take the last plain part for what is meant, all others the HTML after it.
    private static MimeMultipart words(MailContent content) throws MessagingException {
        MimeMultipart ways = new MimeMultipart("alternative");
        ways.addBodyPart(text(content.text(), "plain"));
        if (content.reaction() != null) {
            MimeBodyPart reaction = text(Emoji.write(content.reaction()), "plain");
            reaction.setDisposition("reaction");
            ways.addBodyPart(reaction);
        }
        ways.addBodyPart(text(MailFormat.write(content.text(), content.rich()), "html"));
        return ways;
    }

    private static MimeBodyPart file(DataSource file) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(file));
        part.setHeader("Content-Type", HeaderText.mediaType(file.getContentType()));
        // Said here, or the file would be read once only to choose one.
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setDisposition(Part.ATTACHMENT);
        part.setFileName(HeaderText.oneLine(file.getName(), 200));
        return part;
    }

    /// A delivery report (RFC 6522 with RFC 3464): words for people, fields for programs, and the
    /// header of the mail that failed.
    static SMTPMessage report(Draft draft, Map<String, String> perRecipient)
            throws MessagingException {
        SMTPMessage message = message(draft);
        MimeMultipart report = new MimeMultipart("report; report-type=delivery-status");
        report.addBodyPart(text(draft.content().text(), "plain"));
        StringBuilder status = new StringBuilder();
        status.append("Reporting-MTA: dns; ")
                .append(MailAddresses.domainOf(draft.from()))
                .append("\r\n\r\n");
        perRecipient.forEach(
                (name, value) ->
                        status.append(name + ": " + HeaderText.oneLine(value, 900)).append("\r\n"));
        report.addBodyPart(raw(status.toString(), "message/delivery-status"));
        if (draft.inReplyTo() != null) {
            report.addBodyPart(
                    raw("Message-ID: " + draft.inReplyTo() + "\r\n", "text/rfc822-headers"));
        }
        message.setContent(report);
        message.saveChanges();
        return message;
    }

    /// A disposition notification (RFC 8098 §3): that a mail was seen.
    static SMTPMessage seen(Draft draft, String reader, String original) throws MessagingException {
        SMTPMessage message = message(draft);
        MimeMultipart report = new MimeMultipart("report; report-type=disposition-notification");
        report.addBodyPart(text(draft.content().text(), "plain"));
        String fields =
                "Reporting-UA: %s; Parlance\r\nFinal-Recipient: rfc822; %s\r\n"
                                .formatted(MailAddresses.domainOf(reader), reader)
                        + "Original-Message-ID: "
                        + HeaderText.oneLine(original, 900)
                        + "\r\nDisposition: manual-action/MDN-sent-automatically; displayed\r\n";
        report.addBodyPart(raw(fields, "message/disposition-notification"));
        message.setContent(report);
        message.saveChanges();
        return message;
    }

    private static SMTPMessage message(Draft draft) throws MessagingException {
        boolean beyond = HeaderText.beyondAscii(draft.to() + draft.from());
        SMTPMessage message = new Fixed(beyond ? Sessions.PURE : SESSION, draft.id());
        message.setEnvelopeFrom(draft.envelopeFrom().isEmpty() ? "<>" : draft.envelopeFrom());
        message.setFrom(address(draft.from(), draft.fromName()));
        message.setRecipient(RecipientType.TO, new InternetAddress(draft.to(), false));
        message.setSubject(HeaderText.oneLine(draft.subject(), 250), "UTF-8");
        message.setSentDate(Date.from(draft.date()));
        if (draft.inReplyTo() != null) {
            message.setHeader("In-Reply-To", draft.inReplyTo());
        }
        if (!draft.references().isEmpty()) {
            message.setHeader("References", String.join("\r\n ", draft.references()));
        }
        for (Hop hop : draft.trail()) {
            message.addHeader(MailReader.HOP, encoded(hop.toString()));
        }
        for (Map.Entry<String, String> field : draft.more().entrySet()) {
            message.setHeader(field.getKey(), encoded(field.getValue()));
        }
        return message;
    }

    private static InternetAddress address(String address, @Nullable String name)
            throws MessagingException {
        try {
            return new InternetAddress(address, HeaderText.name(name), "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("Every Java platform has UTF-8", e);
        }
    }

    private static String encoded(String value) throws MessagingException {
        try {
            String line = HeaderText.oneLine(value, 900);
            return MimeUtility.fold(20, MimeUtility.encodeText(line, "UTF-8", null));
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("Every Java platform has UTF-8", e);
        }
    }

    private static MimeBodyPart text(String text, String subtype) throws MessagingException {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
        MimeBodyPart part =
                raw(
                        lines + (lines.endsWith("\n") ? "" : "\r\n"),
                        "text/" + subtype + "; charset=UTF-8");
        long beyond = lines.chars().filter(c -> c > 0x7E).count();
        part.setHeader(
                "Content-Transfer-Encoding",
                beyond * 6 > lines.length() ? "base64" : "quoted-printable");
        return part;
    }

    private static MimeBodyPart raw(String content, String type) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setHeader("Content-Type", type);
        return part;
    }

    /// A message that keeps its Message-ID; Jakarta Mail makes a new one at each save.
    private static final class Fixed extends SMTPMessage {
        private final String id;

        Fixed(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}

package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.cases.Facts;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;

/// What a mail shows: `header/in-reply-to`, `text`, `html`, and of each further part `part/type`,
/// `part/name`, `part/disposition`, `part/text`.
final class MailFacts {
    private MailFacts() {}

    static Facts of(Message mail) throws MessagingException, IOException {
        Facts.Builder facts = new Facts.Builder();
        for (Header header : Collections.list(mail.getAllHeaders())) {
            String value = MimeUtility.decodeText(MimeUtility.unfold(header.getValue()));
            facts.add("header/" + header.getName().toLowerCase(Locale.ROOT), value);
        }
        if (mail.getFrom() != null && mail.getFrom()[0] instanceof InternetAddress from) {
            facts.add("from", from.getAddress());
        }
        part(mail, facts);
        return facts.build();
    }

    private static void part(Part part, Facts.Builder facts)
            throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                part(inner, facts);
            }
            return;
        }
        String disposition = part.getDisposition();
        boolean body = disposition == null && part.getFileName() == null;
        if (body && part.isMimeType("text/plain")) {
            facts.add("text", text(part));
        } else if (body && part.isMimeType("text/html")) {
            facts.add("html", text(part));
        } else {
            facts.add("part/type", part.getContentType().replaceFirst(";(?s).*", ""));
            facts.add("part/disposition", disposition == null ? "" : disposition);
            String name = part.getFileName();
            facts.add("part/name", name == null ? "" : MimeUtility.decodeText(name));
            if (part.isMimeType("text/*")) {
                facts.add("part/text", text(part));
            } else if (part.isMimeType("message/disposition-notification")) {
                // RFC 8098 section 3.1: fields as in a mail's head.
                byte[] fields = part.getInputStream().readAllBytes();
                facts.add("part/text", new String(fields, StandardCharsets.UTF_8));
            }
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        return String.valueOf(part.getContent()).replace("\r\n", "\n");
    }
}

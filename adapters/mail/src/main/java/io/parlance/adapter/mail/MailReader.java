package io.parlance.adapter.mail;

import io.parlance.model.Hop;
import io.parlance.model.InvalidValue;
import io.parlance.model.Limits;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/// The inward half of the codec: raw mail to [Letter]. Pure; anything that goes wrong is an
/// [Unreadable].
///
/// @param addresses to tell our addresses from others
/// @param mailbox the catch-all mailbox's own address
record MailReader(MailAddresses addresses, String mailbox) {
    static final String HOP = "X-Parlance-Hop";
    private static final int NOTED_HOPS = 20;

    /// As much of a field as names one writer or subject: the time to read addresses grows by the
    /// square of them.
    private static final int FIELD = 4096;

    /// Reads one mail as it lies in the mailbox.
    Letter read(byte[] raw) throws Unreadable {
        MimeGuard.check(raw);
        try {
            MimeMessage message =
                    new MimeMessage(Sessions.PURE, new SharedByteArrayInputStream(raw));
            Contents contents = MimeWalk.of(message);
            return letter(message, contents);
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads a header alone, of a mail that is too large to fetch.
    Letter readHeader(byte[] header) throws Unreadable {
        MimeGuard.check(header);
        try {
            MimeMessage message =
                    new MimeMessage(Sessions.PURE, new SharedByteArrayInputStream(header));
            return letter(message, Contents.NOTHING);
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new Unreadable(String.valueOf(e.getMessage()), e);
        }
    }

    private Letter letter(MimeMessage message, Contents contents)
            throws MessagingException, IOException, Unreadable {
        Headers headers = Headers.of(message);
        InternetAddress writer = writer(headers);
        String from = canonical(writer.getAddress());
        return new Letter(
                headers,
                id(headers, contents),
                from,
                HeaderText.name(writer.getPersonal()),
                Recipients.of(headers, addresses, mailbox),
                subject(headers),
                sentAt(message),
                AutomaticMail.is(headers, from),
                headers.all(HOP.toLowerCase(Locale.ROOT)).stream()
                        .limit(NOTED_HOPS)
                        .map(Hop::parse)
                        .toList(),
                contents,
                ReportReader.of(message, headers, contents, addresses.domain()));
    }

    private static String subject(Headers headers) {
        String field = Limits.cut(headers.first("subject"), FIELD);
        return HeaderText.oneLine(HeaderText.decode(field), 300);
    }

    private static InternetAddress writer(Headers headers) throws Unreadable {
        for (String name : List.of("from", "sender")) {
            try {
                for (InternetAddress one :
                        InternetAddress.parseHeader(
                                Limits.cut(headers.first(name), FIELD), false)) {
                    if (!one.isGroup()
                            && one.getAddress() != null
                            && one.getAddress().contains("@")) {
                        return one;
                    }
                }
            } catch (AddressException _) {
                // The next field may be better.
            }
        }
        throw new Unreadable("it does not say who wrote it");
    }

    private String canonical(String address) throws Unreadable {
        try {
            return addresses.canonical(address);
        } catch (InvalidValue e) {
            throw new Unreadable("its writer's address is none", e);
        }
    }

    private static String id(Headers headers, Contents contents) {
        String id = MessageIds.read(headers.first("message-id"));
        if (id != null) {
            return id;
        }
        String content =
                headers.first("from")
                        + headers.first("date")
                        + headers.first("subject")
                        + contents.text();
        return "<" + MessageIds.digest(content) + "@no-id.invalid>";
    }

    private static Instant sentAt(MimeMessage message) {
        Instant now = Instant.now();
        try {
            Date date = message.getSentDate();
            return date == null || date.toInstant().isAfter(now) ? now : date.toInstant();
        } catch (MessagingException _) {
            return now;
        }
    }
}

package io.parlance.adapter.mail;

import io.parlance.model.FailureReason;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads delivery reports (RFC 3464 within RFC 6522), disposition notifications (RFC 8098), and the
/// free-text bounces of servers that know neither. Only reports about mails of ours count: their
/// Message-IDs cannot be guessed, so a forged report is about nothing.
final class ReportReader {
    private static final Pattern FAILED_LINE =
            Pattern.compile(
                    "(?<![^\\s<>:,;\"()])[^\\s<>:,;\"()@]++@[^\\s<>:,;\"()@]+\\.[^\\s<>:,;\"()@]+");

    /// Of a mail of ours, and far more than the recipients that one of ours has.
    private static final int DELIVERIES = 200;

    private final String domain;
    private final List<Headers> deliveries = new ArrayList<>();
    private @Nullable Headers disposition;
    private @Nullable String original;

    private ReportReader(String domain) {
        this.domain = domain;
    }

    /// The reports in a mail; empty if it is none, or about nothing of ours.
    static List<Report> of(MimeMessage message, Headers headers, Contents contents, String domain)
            throws MessagingException, IOException {
        ReportReader reader = new ReportReader(domain);
        if (MimeWalk.type(message).equals("multipart/report")) {
            for (MimePart part : MimeWalk.children(message)) {
                reader.part(part);
            }
            List<Report> standard = reader.standard(headers);
            if (!standard.isEmpty()) {
                return standard;
            }
        }
        return reader.free(headers, contents);
    }

    private void part(MimePart part) throws MessagingException, IOException {
        switch (MimeWalk.type(part)) {
            case "message/delivery-status", "message/global-delivery-status" -> {
                for (String group :
                        Charsets.text(Transfer.decoded(part), null).split("\n\\s*\n", DELIVERIES)) {
                    deliveries.add(fields(group));
                }
            }
            case "message/disposition-notification", "message/global-disposition-notification" ->
                    disposition = fields(Charsets.text(Transfer.decoded(part), null));
            case "message/rfc822",
                    "text/rfc822-headers",
                    "message/global",
                    "message/global-headers" ->
                    keep(fields(Charsets.text(Transfer.decoded(part), null)).first("message-id"));
            default -> {}
        }
    }

    private void keep(@Nullable String header) {
        for (String id : MessageIds.all(header)) {
            if (original == null && MessageIds.ours(id, domain)) {
                original = id;
            }
        }
    }

    private List<Report> standard(Headers headers) {
        if (disposition != null) {
            original = null;
            keep(disposition.first("original-message-id"));
            return original == null ? List.of() : List.of(seen(disposition, original));
        }
        keep(headers.first("in-reply-to"));
        keep(headers.first("references"));
        List<Report> reports = new ArrayList<>();
        for (Headers group : deliveries) {
            if (original != null && group.has("action")) {
                reports.add(delivery(group, original));
            }
        }
        return reports;
    }

    private static Report seen(Headers fields, String original) {
        String type = HeaderText.oneLine(fields.first("disposition"), 500).toLowerCase(Locale.ROOT);
        return type.matches(".*;\\s*displayed.*")
                ? new Report.Seen(original)
                : new Report.Progress(original);
    }

    private static Report delivery(Headers group, String original) {
        if (!group.first("action").strip().equalsIgnoreCase("failed")) {
            return new Report.Progress(original);
        }
        String recipient = address(group.first("original-recipient"));
        recipient = recipient == null ? address(group.first("final-recipient")) : recipient;
        String status = group.first("status").strip();
        String diagnostic = HeaderText.oneLine(group.first("diagnostic-code"), 400);
        FailureReason reason = MailErrors.inText(status + " " + diagnostic);
        return new Report.Bounce(original, recipient, reason, (status + " " + diagnostic).strip());
    }

    private static @Nullable String address(String typed) {
        String value = typed.substring(typed.indexOf(';') + 1).strip();
        return value.contains("@") ? value.replaceAll("[<>]", "") : null;
    }

    /// A bounce in free text: from a mail daemon, quoting our Message-ID somewhere.
    private List<Report> free(Headers headers, Contents contents) {
        String failed = headers.first("x-failed-recipients");
        boolean daemon =
                headers.first("from")
                        .toLowerCase(Locale.ROOT)
                        .matches(".*(mailer-daemon|postmaster)@.*");
        if (failed.isBlank() && !daemon) {
            return List.of();
        }
        keep(contents.text());
        keep(headers.first("in-reply-to"));
        keep(headers.first("references"));
        for (FilePart file : contents.files()) {
            keep(start(file));
        }
        if (original == null) {
            return List.of();
        }
        Matcher address = FAILED_LINE.matcher(failed.isBlank() ? contents.text() : failed);
        String detail = HeaderText.oneLine(contents.text(), 400);
        String recipient = address.find() ? address.group() : null;
        return List.of(
                new Report.Bounce(original, recipient, MailErrors.inText(contents.text()), detail));
    }

    private static String start(FilePart file) {
        try (var in = file.content().get()) {
            return new String(in.readNBytes(16_384), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    private static Headers fields(String group) {
        byte[] bytes = (group.strip() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            return Headers.of(new InternetHeaders(new ByteArrayInputStream(bytes), true));
        } catch (MessagingException e) {
            throw new IllegalStateException("Reading from memory cannot fail", e);
        }
    }
}

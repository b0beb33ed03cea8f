package io.parlance.adapter.mail;

import io.parlance.model.Failure;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What the gateway itself says to people by mail, always marked as automatic (RFC 3834 §5) and
/// with the null return path, so that nothing answers it. Never to a machine, and only so many an
/// hour to one address, since senders can be forged.
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final int PER_HOUR = 20;
    private static final int ADDRESSES = 10_000;

    private final String domain;
    private final Postbag postbag;
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private volatile long hour;

    Answers(String domain, Postbag postbag) {
        this.domain = domain;
        this.postbag = postbag;
    }

    /// Tells the writer of a mail that it did not reach `recipient`.
    void refused(Letter letter, String recipient, Failure failure)
            throws IOException, InterruptedException {
        if (letter.automatic() || !allowed(letter.from())) {
            LOG.info(
                    "{} to {} refused without an answer: {}",
                    letter.id(),
                    recipient,
                    failure.detail());
            return;
        }
        String key = "refused|" + letter.id() + "|" + recipient;
        try {
            SMTPMessage message =
                    failure(
                            key,
                            domain,
                            letter.from(),
                            recipient,
                            letter.id(),
                            letter.subject(),
                            failure);
            postbag.put(key, message, List.of(letter.from()));
            postbag.send();
        } catch (MessagingException e) {
            LOG.warn("No answer to {}: {}", letter.id(), e.getMessage());
        }
    }

    /// Says something to the writer of a mail.
    void say(Letter letter, String from, String subject, String text)
            throws IOException, InterruptedException {
        if (letter.automatic() || !allowed(letter.from())) {
            return;
        }
        String key = "say|" + letter.id() + "|" + from;
        Draft draft =
                draft(key, domain, from, letter.from(), subject, letter.id(), "auto-replied", text);
        try {
            postbag.put(key, MailWriter.chat(draft), List.of(letter.from()));
            postbag.send();
        } catch (MessagingException e) {
            LOG.warn("No answer to {}: {}", letter.id(), e.getMessage());
        }
    }

    /// A delivery report in plain words (RFC 3464).
    static SMTPMessage failure(
            String key,
            String domain,
            String writer,
            String recipient,
            String original,
            String subject,
            Failure failure)
            throws MessagingException {
        String about = subject.isBlank() ? "your message" : "«" + subject + "»";
        String text =
                "Your message to %s was not delivered.%n%n%s%n"
                        .formatted(recipient, failure.text());
        Draft draft =
                draft(
                        key,
                        domain,
                        "postmaster@" + domain,
                        writer,
                        "Not delivered: " + about,
                        original,
                        "auto-replied",
                        text);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Final-Recipient", "rfc822; " + recipient);
        fields.put("Action", "failed");
        fields.put("Status", MailErrors.status(failure.reason()));
        fields.put("Diagnostic-Code", "x-parlance; " + failure.reason());
        return MailWriter.report(draft, fields);
    }

    /// A mail from the gateway itself.
    static Draft draft(
            String key,
            String domain,
            String from,
            String to,
            String subject,
            String original,
            String submitted,
            String text) {
        List<String> thread = original.isEmpty() ? List.of() : List.of(original);
        String name = from.startsWith("postmaster@") ? "Mail delivery" : null;
        return new Draft(
                MessageIds.of(key, domain),
                "",
                from,
                name,
                to,
                subject,
                original.isEmpty() ? null : original,
                thread,
                Instant.now(),
                List.of(),
                Map.of("Auto-Submitted", submitted),
                MailContent.of(text));
    }

    private boolean allowed(String address) {
        long now = Instant.now().getEpochSecond() / 3600;
        if (now != hour || counts.size() > ADDRESSES) {
            hour = now;
            counts.clear();
        }
        return counts.computeIfAbsent(address, _ -> new AtomicInteger()).incrementAndGet()
                <= PER_HOUR;
    }
}

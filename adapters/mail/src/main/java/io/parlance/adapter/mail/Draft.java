package io.parlance.adapter.mail;

import io.parlance.model.Hop;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A mail to be written.
///
/// @param id its Message-ID
/// @param envelopeFrom where bounces go; empty for a mail that must never bounce
/// @param from the address that is shown
/// @param fromName the name that is shown
/// @param to the address that is shown as recipient
/// @param subject in one line
/// @param inReplyTo the Message-ID it answers, or null
/// @param references the thread, oldest first
/// @param date when it was said
/// @param trail the gateways it passed
/// @param more further fields by name, such as List-Id
/// @param content what it says
record Draft(
        String id,
        String envelopeFrom,
        String from,
        @Nullable String fromName,
        String to,
        String subject,
        @Nullable String inReplyTo,
        List<String> references,
        Instant date,
        List<Hop> trail,
        Map<String, String> more,
        MailContent content) {
    /// The same mail with other words.
    Draft saying(MailContent other) {
        return new Draft(
                id,
                envelopeFrom,
                from,
                fromName,
                to,
                subject,
                inReplyTo,
                references,
                date,
                trail,
                more,
                other);
    }
}

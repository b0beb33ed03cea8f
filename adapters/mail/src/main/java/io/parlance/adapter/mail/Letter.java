package io.parlance.adapter.mail;

import io.parlance.model.Hop;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// One mail, read.
///
/// @param headers its header
/// @param id its Message-ID, made up from its content where it has none
/// @param from the writer's canonical address
/// @param name the writer's name, if one is given
/// @param recipients to which of our addresses it came
/// @param subject in one line; may be empty
/// @param sentAt when it says that it was written; never in the future
/// @param automatic whether a machine wrote it
/// @param trail the gateways it passed
/// @param contents text and files
/// @param reports what a delivery or disposition report says; empty for any other mail
record Letter(
        Headers headers,
        String id,
        String from,
        @Nullable String name,
        Recipients recipients,
        String subject,
        Instant sentAt,
        boolean automatic,
        List<Hop> trail,
        Contents contents,
        List<Report> reports) {
    private static final Pattern HABITUAL =
            Pattern.compile("<[0-9a-f-]{36}@localhost>|<(Mr|Gr)\\.[^@]+@[^@]+>");

    /// Whether a chat program wrote it: its subject is no part of what is said.
    boolean chat() {
        return headers.has("chat-version");
    }

    /// COMPAT: chatmail names the newest mail of a chat as parent of every mail; only a quote shows
    /// that one is answered. Its Message-IDs are known by their form.
    boolean parentByHabit() {
        return chat() && HABITUAL.matcher(id).matches() && !Quotes.in(contents.text());
    }

    /// The Message-ID of the mail that began the thread this one is in, or null if it begins one.
    @Nullable String root() {
        List<String> references = references();
        return references.isEmpty() ? inReplyTo() : references.getFirst();
    }

    /// The Message-ID of the mail that this one answers, or null.
    @Nullable String inReplyTo() {
        List<String> ids = MessageIds.all(headers.first("in-reply-to"));
        List<String> references = references();
        return ids.isEmpty()
                ? (references.isEmpty() ? null : references.getLast())
                : ids.getFirst();
    }

    /// The thread so far, oldest first.
    List<String> references() {
        return MessageIds.all(headers.first("references"));
    }
}

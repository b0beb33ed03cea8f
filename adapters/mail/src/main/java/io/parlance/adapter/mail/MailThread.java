package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The mail thread in which a conversation goes on: what the next mail refers to (RFC 5322 §3.6.4).
///
/// @param subject without any "Re:"
/// @param references the first mail and the newest ones, oldest first
record MailThread(String subject, List<String> references) {
    private static final int KEPT = 10;
    private static final Pattern ANSWER =
            Pattern.compile(
                    "^\\s*((re|aw|sv|vs|antw|odp|rif)(\\[\\d+])?\\s*[:\uff1a]\\s*)+",
                    Pattern.CASE_INSENSITIVE);

    /// Keeps the first and the newest references.
    MailThread {
        if (references.size() > KEPT) {
            List<String> kept = new ArrayList<>(List.of(references.getFirst()));
            kept.addAll(references.subList(references.size() - KEPT + 1, references.size()));
            references = kept;
        }
        references = List.copyOf(references);
        subject = ANSWER.matcher(HeaderText.oneLine(subject, 200)).replaceFirst("").strip();
    }

    /// The thread after one more mail.
    MailThread with(String id) {
        List<String> all = new ArrayList<>(references);
        all.remove(id);
        all.add(id);
        return new MailThread(subject, all);
    }

    /// The thread that the mail of somebody else belongs to, itself included.
    static MailThread of(Letter letter) {
        List<String> all = new ArrayList<>(letter.references());
        String parent = letter.inReplyTo();
        if (parent != null && !all.contains(parent)) {
            all.add(parent);
        }
        return new MailThread(letter.subject(), all).with(letter.id());
    }

    /// The subject of the next mail; `fresh` where no thread is known yet.
    static String subject(@Nullable MailThread thread, String fresh) {
        return thread == null || thread.subject.isEmpty() ? fresh : "Re: " + thread.subject;
    }

    /// One line, then the subject: the stored form.
    String toText() {
        return String.join(" ", references) + "\n" + subject;
    }

    /// Reads what [#toText()] wrote.
    static MailThread parse(String text) {
        int line = text.indexOf('\n');
        return line < 0
                ? new MailThread("", MessageIds.all(text))
                : new MailThread(text.substring(line + 1), MessageIds.all(text.substring(0, line)));
    }
}

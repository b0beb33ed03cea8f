package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.spi.MediaStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Makes a message's body of a mail: the subject where it says something, the words without quotes,
/// the files in the media store. A file over the limit is named in the text.
final class Bodies {
    private final MediaStore media;
    private final long limit;
    private @Nullable Letter last;
    private @Nullable Body lastBody;

    Bodies(MediaStore media, long limit) {
        this.media = media;
        this.limit = limit;
    }

    /// The body of a mail; the same object for the same mail, so that a mail to several rooms keeps
    /// its files once. One thread.
    ///
    /// @throws io.parlance.model.InvalidValue if it is too long for a message
    /// @throws IOException if a file could not be written
    Body of(Letter letter) throws IOException {
        if (letter.equals(last) && lastBody != null) {
            return lastBody;
        }
        StringBuilder text = new StringBuilder(text(letter));
        // Before anything is kept: a text over the limit is refused with all its files.
        if (!text.isEmpty()) {
            Body.of(text.toString());
        }
        List<Attachment> kept = new ArrayList<>();
        for (FilePart file : letter.contents().files()) {
            if (file.size() > Math.min(limit, media.limit())) {
                text.append(text.isEmpty() ? "" : "\n").append(tooLarge(file));
            } else {
                try (InputStream in = file.content().get()) {
                    kept.add(media.keep(file.name(), file.mediaType(), in));
                }
            }
        }
        Body body =
                new Body(
                        text.isEmpty() && kept.isEmpty() ? "(empty mail)" : text.toString(),
                        kept,
                        MailFormat.read(letter.contents().html(), text.toString()));
        last = letter;
        lastBody = body;
        return body;
    }

    /// The words. A subject belongs to what is said in the first mail of a thread, unless a chat
    /// program wrote it.
    static String text(Letter letter) {
        String words = Quotes.cut(letter.contents().text());
        boolean first = letter.inReplyTo() == null;
        boolean repeats = words.lines().findFirst().orElse("").strip().equals(letter.subject());
        if (letter.chat() || !first || letter.subject().isBlank() || repeats) {
            return words;
        }
        return words.isBlank() ? letter.subject() : letter.subject() + "\n" + words;
    }

    private String tooLarge(FilePart file) {
        return "[file «%s» (%s) is over the limit of %s and was not passed on]"
                .formatted(file.name(), size(file.size()), size(Math.min(limit, media.limit())));
    }

    /// A number of bytes for people.
    static String size(long bytes) {
        return bytes < 1024
                ? bytes + " B"
                : bytes < 1024 * 1024
                        ? bytes / 1024 + " KiB"
                        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024.0);
    }
}

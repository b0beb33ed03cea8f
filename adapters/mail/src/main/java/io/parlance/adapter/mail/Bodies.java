package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Location;
import io.parlance.model.text.RichText;
import io.parlance.spi.MediaStore;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a message's body of a mail: the subject where it says something, the words without quotes,
/// the files in the media store. A file over the limit is named in the text.
final class Bodies {
    private static final Pattern SIGN = Pattern.compile("^\\s*\u270f\ufe0f?\\s*");

    private static final Pattern GEO =
            Pattern.compile("\\bgeo:-?[0-9.]{1,24},-?[0-9.]{1,24}(;u=[0-9.]{1,12})?(?<![.])");
    private static final URI NOWHERE = URI.create("about:blank");

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
            if (file.name().equals(letter.headers().first("chat-user-avatar"))) {
                continue;
            }
            if (file.size() > Math.min(limit, media.limit())) {
                text.append(text.isEmpty() ? "" : "\n").append(tooLarge(file));
            } else {
                try (InputStream in = file.content().get()) {
                    kept.add(media.keep(described(file, letter, kept.isEmpty()), in));
                }
            }
        }
        Body body =
                new Body(
                        text.isEmpty() && kept.isEmpty() ? "(empty mail)" : text.toString(),
                        kept,
                        MailFormat.read(letter.contents().html(), text.toString()),
                        place(text.toString()));
        last = letter;
        lastBody = body;
        return body;
    }

    /// The words. A subject belongs to what is said in the first mail of a thread, unless a chat
    /// program wrote it.
    static String text(Letter letter) {
        boolean first = letter.inReplyTo() == null;
        String words = Quotes.cut(letter.contents().text(), !first);
        boolean repeats = words.lines().findFirst().orElse("").strip().equals(letter.subject());
        if (letter.chat() || !first || letter.subject().isBlank() || repeats) {
            return words;
        }
        return words.isBlank() ? letter.subject() : letter.subject() + "\n" + words;
    }

    /// What is known of a file. The fields of a chat program are about the first.
    private static Attachment described(FilePart file, Letter letter, boolean first) {
        Headers headers = letter.headers();
        Attachment.Kind kind = Attachment.Kind.of(file.mediaType());
        long millis = 0;
        if (first) {
            String duration = headers.first("chat-duration").strip();
            millis = duration.matches("\\d{1,10}") ? Long.parseLong(duration) : 0;
            boolean voice = headers.first("chat-voice-message").strip().equals("1");
            boolean sticker = headers.first("chat-content").strip().equals("sticker");
            if (voice && kind == Attachment.Kind.AUDIO) {
                kind = Attachment.Kind.VOICE;
            } else if (sticker && kind == Attachment.Kind.IMAGE) {
                kind = Attachment.Kind.STICKER;
            }
        }
        return new Attachment(
                file.name(),
                file.mediaType(),
                -1,
                NOWHERE,
                kind,
                new Attachment.Details(0, 0, millis, null, null));
    }

    /// The place that the words tell of, or null.
    private static @Nullable Location place(String text) {
        Matcher geo = GEO.matcher(text);
        return geo.find() ? Location.parse(geo.group()) : null;
    }

    /// Better words for an earlier mail: without the sign before them, and without files (chatmail,
    /// `Chat-Edit`).
    ///
    /// @throws io.parlance.model.InvalidValue if there are none
    static Body edited(Letter letter) {
        String words = Quotes.cut(letter.contents().text(), true);
        String text = SIGN.matcher(words).replaceFirst("");
        RichText rich = MailFormat.read(letter.contents().html(), text);
        return Body.of(text, rich == null ? null : MailFormat.without(rich, SIGN));
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

package io.parlance.adapter.mail;

import io.parlance.model.Limits;

import jakarta.mail.internet.MimeUtility;

import org.jspecify.annotations.Nullable;

import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text that comes out of or goes into a header line: never with a line break or another control
/// character, so that nobody can write a header of their own through a name or a subject.
final class HeaderText {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
    // Marks that turn the reading direction of what follows: a name must not rearrange the line.
    private static final Pattern TURNS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}");

    private HeaderText() {}

    /// Whether an address holds letters that only internationalised mail takes (RFC 6531).
    static boolean beyondAscii(String address) {
        return address.chars().anyMatch(c -> c > 0x7E);
    }

    /// One line of at most `length` UTF-16 units.
    static String oneLine(@Nullable String text, int length) {
        if (text == null) {
            return "";
        }
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        return Limits.cut(line, length);
    }

    /// A name to show, or null if nothing is left of it.
    static @Nullable String name(@Nullable String text) {
        String line = TURNS.matcher(oneLine(text, 200)).replaceAll("").strip();
        return line.isEmpty() ? null : line;
    }

    /// A media type without parameters; what is none, is bytes.
    static String mediaType(@Nullable String text) {
        String type = oneLine(text, 200).replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return MEDIA_TYPE.matcher(type).matches() ? type : "application/octet-stream";
    }

    /// A header's value with encoded words (RFC 2047) resolved; what cannot be read stays as it is.
    static String decode(String value) {
        String unfolded = MimeUtility.unfold(value);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException | RuntimeException _) {
            return unfolded;
        }
    }
}

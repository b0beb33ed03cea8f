package io.parlance.adapter.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// Undoes a part's transfer encoding (RFC 2045 §6) leniently: what is broken is skipped, an
/// encoding that nobody knows counts as none. A mail with one bad line is still worth reading.
final class Transfer {
    private Transfer() {}

    /// The decoded bytes of a part.
    static byte[] decoded(MimePart part) throws MessagingException, IOException {
        byte[] raw = raw(part).readAllBytes();
        return switch (encoding(part)) {
            case "base64" -> base64(raw);
            case "quoted-printable" -> quotedPrintable(raw);
            case "uuencode", "x-uuencode", "x-uue" -> uuencoded(raw);
            default -> raw;
        };
    }

    /// The decoded bytes of a part, decoded while they are read where the encoding allows it.
    static InputStream stream(MimePart part) throws MessagingException, IOException {
        return switch (encoding(part)) {
            case "base64" -> new Radix64(raw(part));
            case "quoted-printable", "uuencode", "x-uuencode", "x-uue" ->
                    new ByteArrayInputStream(decoded(part));
            default -> raw(part);
        };
    }

    /// How many bytes [#stream] gives.
    static long size(MimePart part) throws MessagingException, IOException {
        return switch (encoding(part)) {
            case "base64" -> Radix64.size(raw(part));
            case "quoted-printable", "uuencode", "x-uuencode", "x-uue" -> decoded(part).length;
            default -> raw(part).skip(Long.MAX_VALUE);
        };
    }

    private static String encoding(MimePart part) throws MessagingException {
        String encoding = part.getEncoding();
        return encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return switch (part) {
            case MimeBodyPart body -> body.getRawInputStream();
            case MimeMessage message -> message.getRawInputStream();
            default -> throw new MessagingException("Unknown kind of part: " + part.getClass());
        };
    }

    static byte[] base64(byte[] raw) {
        byte[] kept = new byte[raw.length];
        int length = 0;
        for (byte b : raw) {
            if (digit(b)) {
                kept[length++] = b;
            }
        }
        // One digit alone holds no whole byte.
        int usable = length % 4 == 1 ? length - 1 : length;
        return Base64.getDecoder().decode(Arrays.copyOf(kept, usable));
    }

    private static boolean digit(byte b) {
        return (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || (b >= '0' && b <= '9')
                || b == '+'
                || b == '/';
    }

    static byte[] quotedPrintable(byte[] raw) {
        byte[] out = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '=') {
                out[length++] = raw[i];
                continue;
            }
            int end = softBreak(raw, i + 1);
            if (end > 0) {
                i = end;
            } else if (i + 2 < raw.length && hex(raw[i + 1]) >= 0 && hex(raw[i + 2]) >= 0) {
                out[length++] = (byte) (hex(raw[i + 1]) << 4 | hex(raw[i + 2]));
                i += 2;
            } else {
                out[length++] = '=';
            }
        }
        return Arrays.copyOf(out, length);
    }

    /// The position of the line feed of a soft line break that starts at `at`, or -1 if none does.
    private static int softBreak(byte[] raw, int at) {
        int i = at;
        while (i < raw.length && (raw[i] == ' ' || raw[i] == '\t' || raw[i] == '\r')) {
            i++;
        }
        return i == raw.length ? raw.length - 1 : raw[i] == '\n' ? i : -1;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }

    private static byte[] uuencoded(byte[] raw) throws IOException {
        try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(raw), "uuencode")) {
            return in.readAllBytes();
        } catch (MessagingException | IOException _) {
            return raw;
        }
    }
}

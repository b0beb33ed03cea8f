package io.parlance.adapter.mail;

import jakarta.mail.internet.MimeUtility;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Reads bytes as text, whatever the label says. A missing, unknown or wrong label is common: then
/// UTF-8 if the bytes are valid UTF-8, else windows-1252, which has a character for nearly every
/// byte.
final class Charsets {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Charsets() {}

    /// The text of `bytes` labelled with the charset `label`; line ends become LF, NUL vanishes.
    static String text(byte[] bytes, @Nullable String label) {
        Charset charset = named(label);
        String text = charset == null ? guess(bytes) : new String(bytes, charset);
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\0", "")
                .replace("\uFEFF", "");
    }

    private static @Nullable Charset named(@Nullable String label) {
        if (label == null || label.isBlank()) {
            return null;
        }
        try {
            Charset charset = Charset.forName(MimeUtility.javaCharset(label.strip()));
            // Senders write these two for whatever they have (WHATWG Encoding §4.2).
            boolean vague =
                    charset.equals(StandardCharsets.US_ASCII)
                            || charset.equals(StandardCharsets.ISO_8859_1)
                            || charset.equals(StandardCharsets.UTF_8);
            return vague ? null : charset;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String guess(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return new String(bytes, WESTERN);
        }
    }
}

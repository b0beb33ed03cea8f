package io.parlance.adapter.mqtt;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A payload as text, strictly: what is no UTF-8 is refused, never patched.
final class PayloadText {
    /// What stands for octets that are no UTF-8, or for itself.
    private static final char REPLACEMENT = '\uFFFD';

    private PayloadText() {}

    /// The text of a payload of at most `limit` bytes.
    static String of(byte[] payload, int limit) {
        if (payload.length > limit) {
            throw new InvalidValue(
                    FailureReason.TOO_LARGE,
                    "The payload has %,d bytes; at most %,d are taken."
                            .formatted(payload.length, limit));
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException _) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID,
                    "The payload is no UTF-8 text; send text or JSON.");
        }
    }

    /// Refuses half of a surrogate pair, which JSON can write but UTF-8 cannot.
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair =
                        Character.isHighSurrogate(c)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new InvalidValue(
                            FailureReason.CONTENT_INVALID,
                            "The text holds half of a surrogate pair at character " + i + ".");
                }
                i++;
            }
        }
        return text;
    }
}

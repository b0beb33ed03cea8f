package io.parlance.model;

import java.nio.charset.StandardCharsets;

/// Every size limit of the model, in one place. Sizes are in UTF-8 bytes unless said otherwise.
public final class Limits {
    /// The largest plain text of a message: 64 KiB, the size a Matrix event may have in all.
    public static final int TEXT_BYTES = 64 * 1024;

    /// The largest native address: what RFC 7622 allows a full JID; the widest of our networks.
    public static final int ADDRESS_BYTES = 3071;

    /// The largest native message id we index.
    public static final int NATIVE_ID_BYTES = 1024;

    /// The largest display name, in UTF-16 units; a longer one is cut, not refused.
    public static final int NAME_LENGTH = 256;

    /// The largest status text or reason, in UTF-16 units; a longer one is cut, not refused.
    public static final int STATUS_LENGTH = 1024;

    /// The most gateways that one message may pass before it counts as a loop.
    public static final int HOPS = 8;

    private Limits() {}

    /// The number of bytes that `text` takes on the wire.
    public static int utf8Length(String text) {
        // A quarter of the limit in UTF-16 units can never exceed it: skip the encoding for most
        // text.
        return text.length() * 3 <= TEXT_BYTES / 4
                ? encodedLength(text)
                : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// Whether `text` takes more than `bytes` on the wire; most texts are told by their length.
    public static boolean exceeds(String text, int bytes) {
        return text.length() > bytes / 3 && utf8Length(text) > bytes;
    }

    private static int encodedLength(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate pair is 4 bytes: 2 for each of its units.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /// `text` cut to at most `length` UTF-16 units, never through a surrogate pair.
    public static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }
}

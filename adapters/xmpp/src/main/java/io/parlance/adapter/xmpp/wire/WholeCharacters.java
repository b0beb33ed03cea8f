package io.parlance.adapter.xmpp.wire;

import java.util.Arrays;

/// Keeps back the bytes of a character (RFC 3629) that is not complete yet. One per stream.
///
/// COMPAT: Aalto 1.3.4 reads a character of several bytes that come apart as another one where it
/// stands in an attribute's value, such as the nick in a `from`.
final class WholeCharacters {
    private byte[] kept = {};

    /// These bytes after those that were kept, up to the last complete character.
    byte[] upTo(byte[] received) {
        byte[] all = received;
        if (kept.length > 0) {
            all = Arrays.copyOf(kept, kept.length + received.length);
            System.arraycopy(received, 0, all, kept.length, received.length);
        }
        int end = boundary(all, all.length);
        kept = Arrays.copyOfRange(all, end, all.length);
        return end == all.length ? all : Arrays.copyOf(all, end);
    }

    /// Where the character begins that is cut at `end`; `end` if none is.
    static int boundary(byte[] data, int end) {
        int start = end - 1;
        while (start >= 0 && start > end - 4 && (data[start] & 0xC0) == 0x80) {
            start--;
        }
        return start >= 0 && length(data[start]) > end - start ? start : end;
    }

    private static int length(byte first) {
        int c = first & 0xFF;
        return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    }
}

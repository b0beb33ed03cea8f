package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/// Decodes base64 as leniently as [Transfer#base64]: what is no digit is skipped, a digit alone at
/// the end holds no byte. Holds a few kilobytes whatever the size.
final class Radix64 extends InputStream {
    private final InputStream raw;
    private final byte[] encoded = new byte[8192];
    private final byte[] decoded = new byte[8192];
    private int bits;
    private int digits;
    private int at;
    private int end;

    Radix64(InputStream raw) {
        this.raw = raw;
    }

    /// How many bytes the raw ones decode to.
    static long size(InputStream raw) throws IOException {
        byte[] block = new byte[8192];
        long digits = 0;
        for (int count = raw.read(block); count >= 0; count = raw.read(block)) {
            for (int i = 0; i < count; i++) {
                digits += value(block[i]) >= 0 ? 1 : 0;
            }
        }
        return digits / 4 * 3 + Math.max(0, digits % 4 - 1);
    }

    @Override
    public int read() throws IOException {
        return fill() ? decoded[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte @Nullable [] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (to == null || !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(decoded, at, to, from, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (at == end) {
            at = 0;
            end = 0;
            int count = raw.read(encoded);
            if (count < 0) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                take(value(encoded[i]));
            }
        }
        return true;
    }

    /// Each digit but the first of four completes a byte.
    private void take(int value) {
        if (value < 0) {
            return;
        }
        bits = bits << 6 | value;
        digits++;
        switch (digits & 3) {
            case 2 -> decoded[end++] = (byte) (bits >> 4);
            case 3 -> decoded[end++] = (byte) (bits >> 2);
            case 0 -> decoded[end++] = (byte) bits;
            default -> {}
        }
    }

    private static int value(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return b == '+' ? 62 : b == '/' ? 63 : -1;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}

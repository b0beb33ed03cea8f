package io.parlance.adapter.xmpp.wire;

/// Looks whether bytes are UTF-8 (RFC 3629 §4), one by one.
///
/// COMPAT: Aalto 1.3.4 takes anything for the rest of a character whose bytes came apart.
final class Utf8 {
    private int missing;
    private int lowest;
    private int highest;

    /// Whether `b` may follow what came before.
    boolean passes(byte b) {
        if (missing == 0) {
            return b >= 0 || begins(b & 0xFF);
        }
        int c = b & 0xFF;
        boolean good = c >= lowest && c <= highest;
        missing--;
        lowest = 0x80;
        highest = 0xBF;
        return good;
    }

    private boolean begins(int c) {
        missing = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
        lowest = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
        highest = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
        return c >= 0xC2 && c <= 0xF4;
    }
}

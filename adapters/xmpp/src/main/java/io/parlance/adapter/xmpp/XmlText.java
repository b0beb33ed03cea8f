package io.parlance.adapter.xmpp;

import org.jspecify.annotations.Nullable;

/// Text that XML can carry. A single forbidden character would end the whole stream, and other
/// networks allow them all. Pure.
final class XmlText {
    private XmlText() {}

    /// `text` with every character that XML 1.0 forbids (§2.2) replaced by U+FFFD.
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' ? c != '\n' && c != '\t' && c != '\r' : c >= 0xD800 && suspect(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    /// The same for text that may be absent.
    static @Nullable String cleanOrNull(@Nullable String text) {
        return text == null ? null : clean(text);
    }

    private static boolean suspect(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= 0xFFFE;
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(
                        c ->
                                c == '\n'
                                                || c == '\t'
                                                || c == '\r'
                                                || (c >= ' ' && c < 0xD800)
                                                || (c >= 0xE000 && c < 0xFFFE)
                                                || c >= 0x10000
                                        ? c
                                        : 0xFFFD)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}

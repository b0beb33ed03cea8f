package io.parlance.adapter.xmpp;

/// JID escaping of localparts (XEP-0106). Pure.
final class JidEscape {
    private static final String ESCAPED = " \"&'/:<>@\\";

    private JidEscape() {}

    /// Escapes `text`; a backslash only where it would otherwise read as an escape (XEP-0106 §4.2).
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c == '\\' ? decoded(text, i) < 0 : ESCAPED.indexOf(c) < 0;
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append('\\').append(hex(c >> 4)).append(hex(c & 0xF));
            }
        }
        return escaped.toString();
    }

    /// Undoes [#escape]; sequences that are none of the ten stay as they are.
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i) == '\\' ? decoded(text, i) : -1;
            if (c < 0) {
                plain.append(text.charAt(i));
            } else {
                plain.append((char) c);
                i += 2;
            }
        }
        return plain.toString();
    }

    /// The character that the sequence at `at` stands for, or -1 if it is no escape.
    private static int decoded(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        int c = high * 16 + low;
        return high >= 0 && low >= 0 && ESCAPED.indexOf(c) >= 0 ? c : -1;
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }
}

package io.parlance.text;

/// What a character is, for all markups.
final class Characters {
    private Characters() {}

    /// The words with control characters replaced, a tab by a blank, so that every network can
    /// carry them. Characters that change the direction of writing are words, and stay.
    static String sound(String words) {
        for (int i = 0; i < words.length(); i++) {
            if (odd(words, i)) {
                return replaced(words);
            }
        }
        return words;
    }

    private static String replaced(String words) {
        StringBuilder out = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            out.append(c == '\t' ? ' ' : odd(words, i) ? '\uFFFD' : c);
        }
        return out.toString();
    }

    private static boolean odd(String words, int at) {
        char c = words.charAt(at);
        if (c < 0xD800) {
            return c < 0x20 || c == 0x7F;
        }
        if (Character.isHighSurrogate(c)) {
            return at + 1 == words.length() || !Character.isLowSurrogate(words.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(words.charAt(at - 1));
        }
        return c == 0xFFFE || c == 0xFFFF;
    }

    /// Whether it is white space as XEP-0393 and CommonMark count it.
    static boolean white(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /// The blanks that a tidy text keeps apart, as ordinary ones.
    static String plainBlanks(String words) {
        return words.replace('\u00A0', ' ');
    }
}

package io.parlance.adapter.mail;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The content of a reaction part (RFC 9078 §2): emoji with blanks between them. Pure.
final class Emoji {
    private static final int MOST = 30;
    private static final int LENGTH = 64;

    private Emoji() {}

    /// The emoji, each once; null if it says something else, which then is words like any other.
    static @Nullable List<String> read(String text) {
        List<String> all = new ArrayList<>();
        for (String word : Quotes.unsigned(text).strip().split("\\s+", -1)) {
            if (word.isEmpty()) {
                continue;
            }
            if (word.length() > LENGTH || word.codePoints().anyMatch(Emoji::spoken)) {
                return null;
            }
            if (!all.contains(word) && all.size() < MOST) {
                all.add(word);
            }
        }
        return all;
    }

    /// Digits are part of keycaps, and no letter is part of any emoji; punctuation below Latin is
    /// what people write by hand.
    private static boolean spoken(int c) {
        return Character.isLetter(c) || Character.isISOControl(c) || c == '<' || c == '>';
    }

    /// The part's content.
    static String write(List<String> emoji) {
        return String.join(" ", emoji);
    }
}

package io.parlance.adapter.matrix;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/// Cuts a text so that each part fits into an event: an event has at most 65,536 bytes as canonical
/// JSON, its signatures and references included ("Size limits"). The parts joined are the text.
/// Pure.
final class TextParts {
    /// What is left for the body once everything else of an event is taken off, generously.
    static final int BYTES = 50_000;

    private TextParts() {}

    static List<String> of(String text) {
        return of(text, BYTES);
    }

    static List<String> of(String text, int limit) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = reach(text, from, limit);
            int cut = end == text.length() ? end : kindly(text, from, end);
            parts.add(text.substring(from, cut));
            from = cut;
        }
        return parts;
    }

    /// How far one can go from `from` within `limit` bytes of JSON.
    private static int reach(String text, int from, int limit) {
        int bytes = 0;
        for (int i = from; i < text.length(); ) {
            int c = text.codePointAt(i);
            bytes += size(c);
            if (bytes > limit) {
                return i;
            }
            i += Character.charCount(c);
        }
        return text.length();
    }

    private static int size(int c) {
        if (c < 0x20) {
            return c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ? 2 : 6;
        }
        if (c == '"' || c == '\\') {
            return 2;
        }
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }

    /// A line's end, a word's end, or at least not within a character that people see as one.
    private static int kindly(String text, int from, int end) {
        int half = from + (end - from) / 2;
        int line = text.lastIndexOf('\n', end - 1);
        if (line >= half) {
            return line + 1;
        }
        int word = text.lastIndexOf(' ', end - 1);
        if (word >= half) {
            return word + 1;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance();
        characters.setText(text.substring(half, Math.min(text.length(), end + 32)));
        int cut = characters.isBoundary(end - half) ? end : half + characters.preceding(end - half);
        return cut > half ? cut : end;
    }
}

package io.parlance.adapter.mqtt;

import io.parlance.model.text.Inline;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Finds somebody's name as a word of its own in a text, once, and marks it as a mention. Not
/// thread-safe; one per text.
final class CalledBy {
    private final String name;
    private final String uri;
    private boolean found;

    /// Looks for `name`, in whatever case; it stands for the person with this URI.
    CalledBy(String name, String uri) {
        this.name = name;
        this.uri = uri;
    }

    boolean found() {
        return found;
    }

    /// The words with the name marked; null if it is not in them.
    @Nullable List<Inline> mark(Inline word) {
        if (word instanceof Inline.Link) {
            // It leads somewhere already.
            return List.of(word);
        }
        if (found || !(word instanceof Inline.Text(String text))) {
            return null;
        }
        int at = at(text);
        if (at < 0) {
            return null;
        }
        found = true;
        int end = at + name.length();
        List<Inline> words = new ArrayList<>();
        if (at > 0) {
            words.add(new Inline.Text(text.substring(0, at)));
        }
        words.add(new Inline.Mention(uri, text.substring(at, end)));
        if (end < text.length()) {
            words.add(new Inline.Text(text.substring(end)));
        }
        return words;
    }

    private int at(String text) {
        for (int at = 0; at + name.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, name, 0, name.length())
                    && (at == 0 || !inWord(text.charAt(at - 1)))
                    && (at + name.length() == text.length()
                            || !inWord(text.charAt(at + name.length())))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean inWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '@';
    }
}

package io.parlance.command;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.ArrayList;
import java.util.List;

/// Takes a line apart into words. A word with spaces in it stands in quotes, straight or as phones
/// write them; within straight double quotes, a backslash keeps the next sign as it is. Pure.
final class Words {
    private static final String OPEN = "\"'“„«‘";
    private static final String[] CLOSE = {"\"", "'", "”“", "“”", "»", "’"};
    private final String line;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /// The words of `line`.
    ///
    /// @throws InvalidValue if a quote is not closed
    static List<String> of(String line) {
        return new Words(line).all();
    }

    private List<String> all() {
        List<String> words = new ArrayList<>();
        while (skipSpace()) {
            int quote = OPEN.indexOf(line.charAt(at));
            words.add(quote < 0 ? bare() : quoted(CLOSE[quote]));
        }
        return words;
    }

    private boolean skipSpace() {
        while (at < line.length() && isSpace(line.charAt(at))) {
            at++;
        }
        return at < line.length();
    }

    private String bare() {
        int start = at;
        while (at < line.length() && !isSpace(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private String quoted(String close) {
        int start = at++;
        StringBuilder word = new StringBuilder();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '\\' && close.equals("\"") && at < line.length()) {
                word.append(line.charAt(at++));
            } else if (close.indexOf(c) >= 0) {
                return word.toString();
            } else {
                word.append(c);
            }
        }
        throw new InvalidValue(
                FailureReason.CONTENT_INVALID,
                "The quote that begins at %s is not closed; write another %s after the word."
                        .formatted(line.substring(start), close.charAt(0)));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}

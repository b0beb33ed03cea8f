package io.parlance.conformance.score;

/// How much of the wire a result keeps.
final class Shown {
    private static final int MAX = 2_000;

    private Shown() {}

    /// At most so much of a text as is read.
    static String cut(String text) {
        return text.length() <= MAX
                ? text
                : text.substring(0, MAX) + "… (" + text.length() + " characters)";
    }
}

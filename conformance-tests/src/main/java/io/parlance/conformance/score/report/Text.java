package io.parlance.conformance.score.report;

/// Text for XML and HTML.
final class Text {
    private Text() {}

    /// Escaped, and without what XML 1.0 cannot hold.
    static String xml(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
                            }
                        });
        return out.toString();
    }

    private static boolean allowed(int c) {
        return c == '\n'
                || c == '\r'
                || c == '\t'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    /// In one line, for a table in Markdown.
    static String markdown(String text) {
        return text.replace("\n", " ⏎ ").replace("|", "\\|").replace("`", "'").strip();
    }
}

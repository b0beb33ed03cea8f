package io.parlance.adapter.mail;

/// Joins the lines that `format=flowed` (RFC 3676) broke softly.
final class Flowed {
    private Flowed() {}

    /// The text with its paragraphs whole again; `delSp` if the blank at a soft break is no part of
    /// it.
    static String unfold(String text, boolean delSp) {
        StringBuilder out = new StringBuilder(text.length());
        int depth = -1;
        boolean flowing = false;
        for (String line : text.split("\n", -1)) {
            int quotes = quotes(line);
            String content = line.substring(quotes);
            // RFC 3676 §4.4: one leading blank is stuffing.
            content = content.startsWith(" ") ? content.substring(1) : content;
            boolean signature = content.equals("-- ");
            if (!flowing || quotes != depth || signature) {
                if (depth >= 0) {
                    out.append('\n');
                }
                out.append(">".repeat(quotes)).append(quotes > 0 ? " " : "");
            }
            flowing = content.endsWith(" ") && !signature;
            depth = quotes;
            out.append(flowing && delSp ? content.substring(0, content.length() - 1) : content);
        }
        return out.toString();
    }

    private static int quotes(String line) {
        int count = 0;
        while (count < line.length() && line.charAt(count) == '>') {
            count++;
        }
        return count;
    }
}

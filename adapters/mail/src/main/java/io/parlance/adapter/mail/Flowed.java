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
        int end;
        for (int start = 0; start <= text.length(); start = end + 1) {
            int next = text.indexOf('\n', start);
            end = next < 0 ? text.length() : next;
            int quotes = quotes(text, start);
            int from = start + quotes;
            // RFC 3676 §4.4: one leading blank is stuffing.
            from += from < end && text.charAt(from) == ' ' ? 1 : 0;
            boolean signature = end - from == 3 && text.startsWith("-- ", from);
            if (!flowing || quotes != depth || signature) {
                out.append(depth < 0 ? "" : "\n");
                out.append(text, start, start + quotes).append(quotes > 0 ? " " : "");
            }
            flowing = from < end && text.charAt(end - 1) == ' ' && !signature;
            depth = quotes;
            out.append(text, from, flowing && delSp ? end - 1 : end);
        }
        return out.toString();
    }

    private static int quotes(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '>') {
            end++;
        }
        return end - start;
    }
}

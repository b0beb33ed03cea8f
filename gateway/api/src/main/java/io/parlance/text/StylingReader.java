package io.parlance.text;

import io.parlance.model.Limits;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads Message Styling (XEP-0393): blocks line by line, then the spans of each line. Pure.
public final class StylingReader {
    private static final String FENCE = "```";

    /// How deep quotations are read; what is deeper is words.
    static final int QUOTES = 10;

    private StylingReader() {}

    /// The formatted text; null if there is no styling in it, as in most texts, or if it is longer
    /// than a message may be.
    public static @Nullable RichText read(String text) {
        if (text.length() > Limits.TEXT_BYTES || !maybe(text)) {
            return null;
        }
        Flow flow = new Flow();
        blocks(text.lines().toList(), flow, 0);
        return flow.done();
    }

    /// Whether a look at the characters leaves it possible that there is styling.
    static boolean maybe(String text) {
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (start && (c == '>' || (directive(c) && i + 1 < text.length()))) {
                return true;
            }
            start = c == '\n' || Characters.white(c);
        }
        return false;
    }

    static boolean directive(char c) {
        return c == '*' || c == '_' || c == '~' || c == '`';
    }

    private static void blocks(List<String> lines, Flow flow, int quotes) {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at);
            if (line.startsWith(FENCE)) {
                at = code(lines, at, flow);
            } else if (line.startsWith(">") && quotes < QUOTES) {
                at = quote(lines, at, flow, quotes);
            } else {
                if (line.isBlank()) {
                    flow.paragraph();
                } else {
                    if (!flow.fresh()) {
                        flow.lineBreak();
                    }
                    line(line, flow);
                }
                at++;
            }
        }
        flow.paragraph();
    }

    private static int code(List<String> lines, int at, Flow flow) {
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).equals(FENCE)) {
            end++;
        }
        String code = String.join("\n", lines.subList(at + 1, end));
        flow.block(CodeText.block(code, lines.get(at).substring(FENCE.length()).strip()));
        return end + 1;
    }

    private static int quote(List<String> lines, int at, Flow flow, int quotes) {
        int end = at;
        while (end < lines.size() && lines.get(end).startsWith(">")) {
            end++;
        }
        List<String> inner =
                lines.subList(at, end).stream().map(StylingReader::withoutSign).toList();
        flow.quote();
        blocks(inner, flow, quotes + 1);
        flow.end();
        return end;
    }

    private static String withoutSign(String line) {
        boolean blank = line.length() > 1 && Characters.white(line.charAt(1));
        return line.substring(blank ? 2 : 1);
    }

    /// The spans of one line.
    static void line(String line, Flow flow) {
        int start = 0;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        if (start > 0) {
            flow.text("\u00A0".repeat(start));
        }
        new Spans(line, flow).read(start, line.length(), 0);
    }

    /// Spans within spans: at most one of each kind, so four deep.
    private record Spans(String line, Flow flow) {
        private static final String KINDS = "*_~`";

        void read(int from, int to, int open) {
            int missing = 0;
            int plain = from;
            for (int i = from; i < to; i++) {
                int kind = KINDS.indexOf(line.charAt(i));
                if (kind < 0 || ((open | missing) >> kind & 1) == 1 || !opens(i, from, to, open)) {
                    continue;
                }
                int end = close(i, to);
                if (end < 0) {
                    // Nor will a later one of its kind be closed: each line is searched once.
                    missing |= 1 << kind;
                } else {
                    flow.text(line.substring(plain, i));
                    span(i, end, open | 1 << kind);
                    plain = end + 1;
                    i = end;
                }
            }
            flow.text(line.substring(plain, to));
        }

        private boolean opens(int at, int from, int to, int open) {
            boolean starts =
                    at == 0 || Characters.white(line.charAt(at - 1)) || (at == from && open != 0);
            return starts
                    && at + 2 < to
                    && line.charAt(at + 1) != line.charAt(at)
                    && !Characters.white(line.charAt(at + 1));
        }

        private int close(int at, int to) {
            char sign = line.charAt(at);
            int end = line.indexOf(sign, at + 2);
            while (end >= 0 && end < to && Characters.white(line.charAt(end - 1))) {
                end = line.indexOf(sign, end + 1);
            }
            return end >= 0 && end < to ? end : -1;
        }

        private void span(int from, int to, int open) {
            char sign = line.charAt(from);
            if (sign == '`') {
                flow.add(new Inline.Code(line.substring(from + 1, to)));
                return;
            }
            flow.open(sign == '*' ? Mark.STRONG : sign == '_' ? Mark.EMPHASIS : Mark.STRIKE);
            read(from + 1, to, open);
            flow.close();
        }
    }
}

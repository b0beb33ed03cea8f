package io.parlance.text;

import io.parlance.model.text.Inline;

import java.util.List;

/// Writes the words of one paragraph in CommonMark. One per paragraph.
final class MarkdownMarks {
    private final StringBuilder out = new StringBuilder();
    private final char emphasis;
    private final boolean marks;

    /// Emphasis by this sign; without `marks` only code and links are written as such.
    MarkdownMarks(char emphasis, boolean marks) {
        this.emphasis = emphasis;
        this.marks = marks;
    }

    String write(List<Inline> words) {
        words.forEach(this::word);
        return out.toString();
    }

    private void word(Inline word) {
        switch (word) {
            case Inline.Text(String text) -> out.append(MarkdownWriter.escaped(text, lineStart()));
            case Inline.Strong(var words) -> marked("**", words, "**");
            case Inline.Emphasis(var words) ->
                    marked(String.valueOf(emphasis), words, String.valueOf(emphasis));
            case Inline.Strike(var words) -> marked("~~", words, "~~");
            case Inline.Underline(var words) -> marked("<u>", words, "</u>");
            case Inline.Code(String text) -> code(text);
            case Inline.Link(String href, var words) -> link(href, words);
            case Inline.Spoiler(String reason, var words) -> {
                if (reason != null) {
                    out.append('(').append(MarkdownWriter.escaped(reason, false)).append(") ");
                }
                marked("||", words, "||");
            }
            case Inline.LineBreak _ -> out.append("\\\n");
            case Inline.Mention(String uri, String text) -> {
                boolean known = MatrixLinks.user(uri) != null;
                if (known) {
                    link(uri, List.of(new Inline.Text(text)));
                } else {
                    out.append(MarkdownWriter.escaped(text, lineStart()));
                }
            }
        }
    }

    private boolean lineStart() {
        return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    }

    private void marked(String before, List<Inline> words, String after) {
        out.append(marks ? before : "");
        words.forEach(this::word);
        out.append(marks ? after : "");
    }

    private void link(String href, List<Inline> words) {
        out.append('[');
        words.forEach(this::word);
        String target = href.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E");
        out.append("](<").append(target).append(">)");
    }

    private void code(String text) {
        String fence = "`";
        while (text.contains(fence)) {
            fence += "`";
        }
        boolean padded =
                text.startsWith("`")
                        || text.endsWith("`")
                        || (text.startsWith(" ") && text.endsWith(" "));
        String blank = padded ? " " : "";
        out.append(fence).append(blank).append(text).append(blank).append(fence);
    }
}

package io.parlance.text;

import io.parlance.model.text.Inline;

import java.util.List;
import java.util.stream.Stream;

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

    /// The words with what a spoiler is about told before it, for it has no place inside.
    static List<Inline> reasonsInWords(List<Inline> words) {
        return words.stream().flatMap(MarkdownMarks::reasonInWords).toList();
    }

    private static Stream<Inline> reasonInWords(Inline word) {
        return switch (word) {
            case Inline.Spoiler(String reason, var words) when reason != null ->
                    Stream.of(
                            new Inline.Text("(" + reason + ") "),
                            new Inline.Spoiler(null, reasonsInWords(words)));
            case Inline.Strong(var words) -> Stream.of(new Inline.Strong(reasonsInWords(words)));
            case Inline.Emphasis(var words) ->
                    Stream.of(new Inline.Emphasis(reasonsInWords(words)));
            case Inline.Strike(var words) -> Stream.of(new Inline.Strike(reasonsInWords(words)));
            case Inline.Underline(var words) ->
                    Stream.of(new Inline.Underline(reasonsInWords(words)));
            case Inline.Link(String href, var words) ->
                    Stream.of(new Inline.Link(href, reasonsInWords(words)));
            case Inline.Spoiler _,
                    Inline.Text _,
                    Inline.Code _,
                    Inline.LineBreak _,
                    Inline.Mention _ ->
                    Stream.of(word);
        };
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
            case Inline.Spoiler(_, var words) -> {
                out.append(marks ? "" : "\\[spoiler: ");
                marked("||", words, "||");
                out.append(marks ? "" : "\\]");
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
        if (!out.isEmpty() && out.charAt(out.length() - 1) == '`') {
            // Two spans side by side would be read as one with a longer fence.
            out.append(MarkdownWriter.escaped(text, false));
            return;
        }
        String fence = MarkdownWriter.fence(text, 1);
        boolean padded =
                text.startsWith("`")
                        || text.endsWith("`")
                        || (text.startsWith(" ") && text.endsWith(" "));
        String blank = padded ? " " : "";
        out.append(fence).append(blank).append(text).append(blank).append(fence);
    }
}

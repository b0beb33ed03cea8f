package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.util.List;
import java.util.stream.Collectors;

/// Writes CommonMark with three additions: `~~` for strike, `||` for a spoiler, `<u>` for
/// underline. A line of marks that CommonMark would read otherwise is written without them. Pure.
public final class MarkdownWriter {
    private static final String SIGNS = "\\`*_{}[]<>&~|";

    private MarkdownWriter() {}

    /// The text as CommonMark 0.31.
    public static String write(RichText text) {
        return blocks(text.blocks());
    }

    private static String blocks(List<Block> blocks) {
        StringBuilder out = new StringBuilder();
        Block before = null;
        for (Block block : blocks) {
            out.append(before == null ? "" : apart(before, block) ? "\n\n<!-- -->\n\n" : "\n\n");
            out.append(block(block));
            before = block;
        }
        return out.toString();
    }

    /// Two lists of a kind, or two quotes, would be one without something between.
    private static boolean apart(Block one, Block two) {
        return one instanceof Block.ListBlock a
                && two instanceof Block.ListBlock b
                && a.ordered() == b.ordered();
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Paragraph(var words) -> words(words);
            case Block.Heading(int level, var words) ->
                    "#".repeat(level) + " " + heading(words(words).replace("\\\n", " "));
            case Block.Quote(var inner) -> Layout.quoted(blocks(inner));
            case Block.CodeBlock(String text, String language) -> {
                String fence = fence(text, 3);
                yield fence + (language == null ? "" : language) + "\n" + text + "\n" + fence;
            }
            case Block.ListBlock list -> list(list);
            // Of dashes it would be one with the dash of a list before it.
            case Block.Rule _ -> "***";
        };
    }

    /// A heading is one line, and number signs at its end would close it.
    private static String heading(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '#') {
            end--;
        }
        boolean closes = end < line.length() && end > 0 && line.charAt(end - 1) == ' ';
        return closes ? line.substring(0, end) + "\\" + line.substring(end) : line;
    }

    private static String list(Block.ListBlock list) {
        StringBuilder out = new StringBuilder();
        int number = list.start();
        for (List<Block> item : list.items()) {
            String sign = list.ordered() ? number++ + ". " : "- ";
            String inner = blocks(item).indent(sign.length()).strip();
            out.append(out.isEmpty() ? "" : loose(item) ? "\n\n" : "\n").append(sign).append(inner);
        }
        return out.toString().lines().map(Layout::rightStripped).collect(Collectors.joining("\n"));
    }

    private static boolean loose(List<Block> item) {
        return item.size() > 1;
    }

    /// More backticks in a row than the text has, but at least so many.
    static String fence(String text, int atLeast) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return "`".repeat(Math.max(atLeast, longest + 1));
    }

    /// Three ways to write marks, from the nicest to none at all; the first that reads back is
    /// taken.
    private static String words(List<Inline> words) {
        List<Inline> meant = Tidy.line(MarkdownMarks.reasonsInWords(words));
        for (char sign : new char[] {'_', '*'}) {
            String written = new MarkdownMarks(sign, true).write(meant);
            if (MarkdownReader.line(written).equals(meant)) {
                return written;
            }
        }
        return new MarkdownMarks('*', false).write(meant);
    }

    /// Text with every sign of CommonMark's escaped.
    static String escaped(String text, boolean lineStart) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean first = lineStart && i == 0;
            boolean number = lineStart && digits == i && i > 0;
            if (SIGNS.indexOf(c) >= 0
                    || (first && "#+-=".indexOf(c) >= 0)
                    || (number && (c == '.' || c == ')'))
                    || (c == '!' && i + 1 == text.length())) {
                out.append('\\');
            }
            digits += c >= '0' && c <= '9' ? 1 : 0;
            out.append(c);
        }
        return out.toString();
    }
}

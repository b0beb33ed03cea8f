package io.parlance.text;

import io.parlance.model.text.Block;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Lines and blanks of texts that people read as they are. Pure.
final class Layout {
    private Layout() {}

    /// The blocks one below the other, with an empty line where two would run together.
    static String join(List<Block> blocks, Function<Block, String> write) {
        StringBuilder out = new StringBuilder();
        Block before = null;
        for (Block block : blocks) {
            if (before != null) {
                out.append(before.getClass() == block.getClass() ? "\n\n" : "\n");
            }
            out.append(write.apply(block));
            before = block;
        }
        return out.toString();
    }

    /// The lines, each marked as a quotation.
    static String quoted(String text) {
        return text.lines()
                .map(line -> line.isEmpty() ? ">" : "> " + line)
                .collect(Collectors.joining("\n"));
    }

    /// The line without blanks at its end.
    static String rightStripped(String line) {
        return line.stripTrailing();
    }

    /// No-break spaces at a line's start or beside a blank as ordinary ones: where nothing swallows
    /// blanks they need no protection.
    static String blanks(String text) {
        if (text.indexOf('\u00A0') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        char before = '\n';
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c == '\u00A0' && (before == '\n' || before == ' ')) {
                out.setCharAt(i, ' ');
            }
            before = out.charAt(i);
        }
        return out.toString();
    }
}

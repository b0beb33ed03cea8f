package io.parlance.text;

import io.parlance.model.text.Block;

import org.jspecify.annotations.Nullable;

import java.util.stream.Collectors;

/// The lines of a code block in one spelling. Pure.
final class CodeText {
    private CodeText() {}

    /// A block of these lines, without line feeds around them.
    static Block.CodeBlock block(String text, @Nullable String language) {
        String whole =
                text.lines()
                        .map(line -> sound(line).stripTrailing())
                        .collect(Collectors.joining("\n"));
        int start = 0;
        while (start < whole.length() && whole.charAt(start) == '\n') {
            start++;
        }
        int end = whole.length();
        while (end > start && whole.charAt(end - 1) == '\n') {
            end--;
        }
        return new Block.CodeBlock(whole.substring(start, end), language);
    }

    private static String sound(String line) {
        return line.indexOf('\t') < 0
                ? Characters.sound(line)
                : Characters.sound(line.replace("\t", "    "));
    }
}

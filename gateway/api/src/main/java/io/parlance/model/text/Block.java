package io.parlance.model.text;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A part of a text that stands on lines of its own.
public sealed interface Block {
    /// Lines that belong together.
    record Paragraph(List<Inline> content) implements Block {
        /// Copies the list.
        public Paragraph {
            content = List.copyOf(content);
        }
    }

    /// A heading.
    ///
    /// @param level from 1, the highest, to 6; what is beyond is drawn in
    record Heading(int level, List<Inline> content) implements Block {
        /// Copies the list.
        public Heading {
            level = Math.clamp(level, 1, 6);
            content = List.copyOf(content);
        }
    }

    /// What somebody else said.
    record Quote(List<Block> content) implements Block {
        /// Copies the list.
        public Quote {
            content = List.copyOf(content);
        }
    }

    /// Lines of a program, without a line break at the end.
    ///
    /// @param language its name, of letters, digits and `+-#._`; null if unknown
    record CodeBlock(String text, @Nullable String language) implements Block {
        /// Drops a language that is no name.
        public CodeBlock {
            language = language != null && isName(language) ? language : null;
        }

        private static boolean isName(String word) {
            return !word.isEmpty()
                    && word.length() <= 40
                    && word.chars()
                            .allMatch(
                                    c ->
                                            (c < 0x80 && Character.isLetterOrDigit(c))
                                                    || "+-#._".indexOf(c) >= 0);
        }
    }

    /// A list.
    ///
    /// @param ordered whether its items are numbered
    /// @param start the first number; 1 if not ordered
    /// @param items each of blocks
    record ListBlock(boolean ordered, int start, List<List<Block>> items) implements Block {
        /// Copies the lists.
        public ListBlock {
            start = ordered ? Math.clamp(start, 0, 999_999_999) : 1;
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /// A line that parts what is before from what comes after.
    record Rule() implements Block {}
}

package io.parlance.text;

import io.parlance.model.text.Inline;

import java.util.List;
import java.util.function.Function;

/// Something that words can stand in.
///
/// @param kind what; the same kind within itself says nothing more
/// @param around makes it of the words
record Mark(Class<? extends Inline> kind, Function<List<Inline>, Inline> around) {
    static final Mark STRONG = new Mark(Inline.Strong.class, Inline.Strong::new);
    static final Mark EMPHASIS = new Mark(Inline.Emphasis.class, Inline.Emphasis::new);
    static final Mark STRIKE = new Mark(Inline.Strike.class, Inline.Strike::new);
    static final Mark UNDERLINE = new Mark(Inline.Underline.class, Inline.Underline::new);

    /// Words that count as standing in nothing.
    static final Mark NONE = new Mark(Inline.Text.class, words -> words.getFirst());

    static Mark link(String href) {
        return new Mark(Inline.Link.class, words -> new Inline.Link(href, words));
    }

    static Mark spoiler(String reason) {
        String known = reason.isBlank() ? null : reason.strip();
        return new Mark(Inline.Spoiler.class, words -> new Inline.Spoiler(known, words));
    }
}

package io.parlance.adapter.mail;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A formatted text told anew, with other pieces in place of some. Pure.
///
/// @param change what becomes of a piece
record Retelling(Change change) {
    /// Says what becomes of a piece of text.
    interface Change {
        /// The pieces to be there instead, or null to leave it and look into it.
        @Nullable List<Inline> of(Inline piece);
    }

    /// The whole text.
    RichText of(RichText text) {
        return new RichText(blocks(text.blocks()));
    }

    private List<Block> blocks(List<Block> blocks) {
        return blocks.stream().map(this::block).toList();
    }

    private Block block(Block block) {
        return switch (block) {
            case Block.Paragraph(var words) -> new Block.Paragraph(words(words));
            case Block.Heading(int level, var words) -> new Block.Heading(level, words(words));
            case Block.Quote(var inner) -> new Block.Quote(blocks(inner));
            case Block.ListBlock(boolean ordered, int start, var items) ->
                    new Block.ListBlock(ordered, start, items.stream().map(this::blocks).toList());
            case Block.CodeBlock _, Block.Rule _ -> block;
        };
    }

    private List<Inline> words(List<Inline> words) {
        List<Inline> all = new ArrayList<>();
        for (Inline word : words) {
            List<Inline> other = change.of(word);
            if (other == null) {
                all.add(inside(word));
            } else {
                all.addAll(other);
            }
        }
        return all;
    }

    private Inline inside(Inline word) {
        return switch (word) {
            case Inline.Strong(var words) -> new Inline.Strong(words(words));
            case Inline.Emphasis(var words) -> new Inline.Emphasis(words(words));
            case Inline.Strike(var words) -> new Inline.Strike(words(words));
            case Inline.Underline(var words) -> new Inline.Underline(words(words));
            case Inline.Spoiler(String reason, var words) ->
                    new Inline.Spoiler(reason, words(words));
            case Inline.Link _,
                    Inline.Text _,
                    Inline.Code _,
                    Inline.LineBreak _,
                    Inline.Mention _ ->
                    word;
        };
    }
}

package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A formatted text told anew, with other pieces in place of some. Pure.
///
/// @param change what takes the place of a piece; null leaves it, and goes on with what is in it
public record Retelling(Function<Inline, @Nullable List<Inline>> change) {
    /// Replaces mentions only.
    ///
    /// @param change what takes the place of a mention
    public static Retelling ofMentions(Function<Inline.Mention, Inline> change) {
        return new Retelling(
                piece ->
                        piece instanceof Inline.Mention mention
                                ? List.of(change.apply(mention))
                                : null);
    }

    /// The whole text.
    ///
    /// @throws io.parlance.model.InvalidValue if it has become too much for the model
    public RichText of(RichText text) {
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
        List<Inline> out = new ArrayList<>();
        for (Inline word : words) {
            List<Inline> other = change.apply(word);
            if (other == null) {
                out.add(within(word));
            } else {
                out.addAll(other);
            }
        }
        return out;
    }

    private Inline within(Inline word) {
        return switch (word) {
            case Inline.Strong(var words) -> new Inline.Strong(words(words));
            case Inline.Emphasis(var words) -> new Inline.Emphasis(words(words));
            case Inline.Strike(var words) -> new Inline.Strike(words(words));
            case Inline.Underline(var words) -> new Inline.Underline(words(words));
            case Inline.Link(String href, var words) -> new Inline.Link(href, words(words));
            case Inline.Spoiler(String about, var words) -> new Inline.Spoiler(about, words(words));
            case Inline.Text _, Inline.Code _, Inline.LineBreak _, Inline.Mention _ -> word;
        };
    }
}

package io.parlance.adapter.matrix;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.util.List;
import java.util.function.Function;

/// A formatted text with each mention in it replaced. Pure.
record MentionTree(Function<Inline.Mention, Inline> replaced) {
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
            case Block.CodeBlock code -> code;
            case Block.Rule rule -> rule;
        };
    }

    private List<Inline> words(List<Inline> words) {
        return words.stream().map(this::word).toList();
    }

    private Inline word(Inline word) {
        return switch (word) {
            case Inline.Mention mention -> replaced.apply(mention);
            case Inline.Strong(var words) -> new Inline.Strong(words(words));
            case Inline.Emphasis(var words) -> new Inline.Emphasis(words(words));
            case Inline.Strike(var words) -> new Inline.Strike(words(words));
            case Inline.Underline(var words) -> new Inline.Underline(words(words));
            case Inline.Link(String href, var words) -> new Inline.Link(href, words(words));
            case Inline.Spoiler(var reason, var words) -> new Inline.Spoiler(reason, words(words));
            case Inline.Text text -> text;
            case Inline.Code code -> code;
            case Inline.LineBreak line -> line;
        };
    }
}

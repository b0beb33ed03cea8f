package io.parlance.model.text;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.List;

/// Walks a tree once and refuses one that is too deep or too large.
final class Measure {
    private int nodes;

    void blocks(List<Block> blocks, int depth) {
        count(blocks.size(), depth);
        for (Block block : blocks) {
            switch (block) {
                case Block.Paragraph(var content) -> inlines(content, depth + 1);
                case Block.Heading(_, var content) -> inlines(content, depth + 1);
                case Block.Quote(var content) -> blocks(content, depth + 1);
                case Block.ListBlock(_, _, var items) -> {
                    count(items.size(), depth + 1);
                    items.forEach(item -> blocks(item, depth + 2));
                }
                case Block.CodeBlock _, Block.Rule _ -> {}
            }
        }
    }

    private void inlines(List<Inline> inlines, int depth) {
        count(inlines.size(), depth);
        for (Inline inline : inlines) {
            switch (inline) {
                case Inline.Strong(var content) -> inlines(content, depth + 1);
                case Inline.Emphasis(var content) -> inlines(content, depth + 1);
                case Inline.Strike(var content) -> inlines(content, depth + 1);
                case Inline.Underline(var content) -> inlines(content, depth + 1);
                case Inline.Link(_, var content) -> inlines(content, depth + 1);
                case Inline.Spoiler(_, var content) -> inlines(content, depth + 1);
                case Inline.Text _, Inline.Code _, Inline.LineBreak _, Inline.Mention _ -> {}
            }
        }
    }

    private void count(int more, int depth) {
        nodes += more;
        if (more > 0 && depth > RichText.DEPTH) {
            throw tooLarge("nested more than " + RichText.DEPTH + " deep");
        }
        if (nodes > RichText.NODES) {
            throw tooLarge("made of more than " + RichText.NODES + " pieces");
        }
    }

    private static InvalidValue tooLarge(String why) {
        return new InvalidValue(FailureReason.TOO_LARGE, "A formatted text is " + why + ".");
    }
}

package io.parlance.model.text;

import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.ArrayList;
import java.util.List;

/// A formatted text. Networks without formatting show the plain text that stands beside it in a
/// [io.parlance.model.Body].
///
/// @param blocks from top to bottom; not empty
public record RichText(List<Block> blocks) {
    /// The deepest nesting of blocks and inlines.
    public static final int DEPTH = 32;

    /// The most blocks, list items and inlines in all.
    public static final int NODES = 20_000;

    /// Refuses what is empty, too deep or too large.
    public RichText {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new InvalidValue(FailureReason.CONTENT_INVALID, "A formatted text is empty.");
        }
        new Measure().blocks(blocks, 1);
    }

    /// The text with these words before it, in its first paragraph if it begins with one.
    public RichText after(String words) {
        List<Block> all = new ArrayList<>(blocks);
        List<Inline> line = new ArrayList<>(List.of(new Inline.Text(words)));
        if (blocks.getFirst() instanceof Block.Paragraph(List<Inline> content)) {
            line.addAll(content);
            all.removeFirst();
        }
        all.addFirst(new Block.Paragraph(line));
        return new RichText(all);
    }

    /// The text with a block before it.
    public RichText below(Block block) {
        List<Block> all = new ArrayList<>(List.of(block));
        all.addAll(blocks);
        return new RichText(all);
    }

    /// The text with a block after it.
    public RichText above(Block block) {
        List<Block> all = new ArrayList<>(blocks);
        all.add(block);
        return new RichText(all);
    }

    /// A paragraph of these lines.
    public static Block.Paragraph lines(String text) {
        List<Inline> content = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!content.isEmpty()) {
                content.add(new Inline.LineBreak());
            }
            content.add(new Inline.Text(line));
        }
        return new Block.Paragraph(content);
    }
}

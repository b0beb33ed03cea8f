package io.parlance.text;

import io.parlance.model.text.Block;

import java.util.ArrayList;
import java.util.List;

/// A block that is being filled with others.
final class Container {
    /// What it becomes.
    enum Kind {
        ROOT,
        QUOTE,
        ORDERED,
        UNORDERED,
        ITEM,
        /// Nothing of its own: what it holds belongs to the container around it.
        PASSING
    }

    private final Kind kind;
    private final List<Block> blocks;
    private final int start;
    private final List<List<Block>> items;
    private final boolean list;

    Container(Kind kind, List<Block> blocks, int start) {
        this(
                kind,
                blocks,
                start,
                new ArrayList<>(),
                kind == Kind.ORDERED || kind == Kind.UNORDERED);
    }

    private Container(
            Kind kind, List<Block> blocks, int start, List<List<Block>> items, boolean list) {
        this.kind = kind;
        this.blocks = blocks;
        this.start = start;
        this.items = items;
        this.list = list;
    }

    /// A container whose contents are this one's.
    Container passing() {
        return new Container(Kind.PASSING, blocks, start, items, list);
    }

    boolean isList() {
        return list;
    }

    boolean isItem() {
        return kind == Kind.ITEM;
    }

    List<Block> blocks() {
        return blocks;
    }

    /// Adds a block; in a list that has no item for it, as an item of its own.
    void put(Block block) {
        if (list) {
            items.add(List.of(block));
        } else {
            blocks.add(block);
        }
    }

    /// How much deeper it made what is in it.
    int depth() {
        return switch (kind) {
            case QUOTE -> 1;
            case ORDERED, UNORDERED -> 2;
            case ROOT, ITEM, PASSING -> 0;
        };
    }

    /// Becomes part of the container around it; the number of pieces that this adds.
    int into(Container parent) {
        switch (kind) {
            case QUOTE -> {
                if (!blocks.isEmpty()) {
                    parent.put(new Block.Quote(blocks));
                }
            }
            case ORDERED, UNORDERED -> {
                if (!items.isEmpty()) {
                    parent.put(new Block.ListBlock(kind == Kind.ORDERED, start, items));
                }
            }
            case ITEM -> {
                if (!blocks.isEmpty()) {
                    parent.items.add(blocks);
                }
            }
            case ROOT, PASSING -> {}
        }
        return 1;
    }
}

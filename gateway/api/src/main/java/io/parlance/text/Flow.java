package io.parlance.text;

import io.parlance.model.Limits;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Builds a tidy tree of what a reader tells it, from top to bottom. Whatever it is told, the tree
/// keeps the model's limits: what is nested too deep loses its markup, not its words. One thread.
final class Flow {
    /// With a paragraph and its text these stay two below the model's limit, so that a quotation
    /// can be put around or before.
    private static final int BLOCK_DEPTH = 20;

    private static final int MARK_DEPTH = 8;

    private final List<Container> containers = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final List<Boolean> opened = new ArrayList<>();
    private int depth = 1;
    private int marks;
    private int heading;
    private int nodes;
    private int length;
    private boolean blank = true;

    Flow() {
        containers.add(new Container(Container.Kind.ROOT, new ArrayList<>(), 0));
        frames.add(new Frame(Mark.NONE, new ArrayList<>()));
    }

    private record Frame(Mark mark, List<Inline> words) {}

    /// Words; a line feed in them breaks the line.
    void text(String words) {
        int from = 0;
        for (int end = words.indexOf('\n'); end >= 0; end = words.indexOf('\n', from)) {
            line(words.substring(from, end));
            lineBreak();
            from = end + 1;
        }
        line(from == 0 ? words : words.substring(from));
    }

    private void line(String words) {
        if (!words.isEmpty()) {
            add(new Inline.Text(Characters.sound(words)));
            length += words.length();
            blank = words.charAt(words.length() - 1) == ' ';
        }
    }

    void lineBreak() {
        add(new Inline.LineBreak());
        blank = true;
    }

    /// Breaks the line so that no mark reaches over the break.
    void splitLine() {
        fold();
        frames.getFirst().words().add(new Inline.LineBreak());
        nodes++;
        blank = true;
    }

    /// Adds a piece that holds no others.
    void add(Inline leaf) {
        nodes++;
        length += leaf instanceof Inline.Code(String text) ? text.length() : 0;
        frames.getLast().words().add(leaf);
        blank = false;
    }

    /// Whether a blank here would follow a blank or begin a line.
    boolean blank() {
        return blank;
    }

    /// Whether nothing was said since the last block ended.
    boolean fresh() {
        return frames.stream().allMatch(frame -> frame.words().isEmpty());
    }

    /// The words that follow stand in this mark, until [#close()].
    void open(Mark mark) {
        boolean known = frames.stream().anyMatch(frame -> frame.mark().kind() == mark.kind());
        boolean shown = !known && marks < MARK_DEPTH;
        opened.add(shown);
        if (shown) {
            marks++;
            nodes++;
            frames.add(new Frame(mark, new ArrayList<>()));
        }
    }

    /// Ends the mark that was opened last.
    void close() {
        if (opened.removeLast()) {
            marks--;
            Frame frame = frames.removeLast();
            wrap(frame, frames.getLast());
        }
    }

    private static void wrap(Frame frame, Frame into) {
        if (!frame.words().isEmpty()) {
            into.words().add(frame.mark().around().apply(frame.words()));
        }
    }

    /// Puts all words into the lowest frame; the marks stay open for what follows.
    private void fold() {
        for (int i = frames.size() - 1; i > 0; i--) {
            Frame frame = frames.get(i);
            wrap(frame, frames.get(i - 1));
            frames.set(i, new Frame(frame.mark(), new ArrayList<>()));
        }
    }

    /// Ends the paragraph, if one has begun.
    void paragraph() {
        fold();
        List<Inline> words = Tidy.line(frames.getFirst().words());
        frames.getFirst().words().clear();
        blank = true;
        if (!words.isEmpty()) {
            put(heading > 0 ? new Block.Heading(heading, words) : new Block.Paragraph(words));
        }
    }

    /// What follows, up to the next block's end, is a heading.
    void heading(int level) {
        paragraph();
        heading = level;
    }

    /// Ends the heading.
    void endHeading() {
        paragraph();
        heading = 0;
    }

    /// A block that holds no others.
    void block(Block block) {
        paragraph();
        put(block);
    }

    private void put(Block block) {
        nodes++;
        length += block instanceof Block.CodeBlock(String text, _) ? text.length() : 0;
        containers.getLast().put(block);
    }

    void quote() {
        begin(Container.Kind.QUOTE, 1, 0);
    }

    void list(boolean ordered, int start) {
        begin(ordered ? Container.Kind.ORDERED : Container.Kind.UNORDERED, 2, start);
    }

    void item() {
        boolean inList = containers.getLast().isList();
        begin(inList ? Container.Kind.ITEM : Container.Kind.PASSING, 0, 0);
    }

    private void begin(Container.Kind kind, int deeper, int start) {
        paragraph();
        heading = 0;
        Container parent = containers.getLast();
        boolean deep = deeper > 0 && depth + deeper > BLOCK_DEPTH;
        if (deep || kind == Container.Kind.PASSING) {
            containers.add(parent.passing());
        } else {
            depth += deeper;
            containers.add(new Container(kind, new ArrayList<>(), start));
        }
    }

    /// Ends the quote, list or item that was begun last.
    void end() {
        paragraph();
        heading = 0;
        Container done = containers.removeLast();
        depth -= done.depth();
        nodes += done.into(containers.getLast());
    }

    /// Whether words stand directly in a list item.
    boolean inItem() {
        return containers.getLast().isItem();
    }

    /// Whether there is more than the model takes already.
    boolean full() {
        return nodes > RichText.NODES - 100 || length > Limits.TEXT_BYTES;
    }

    /// The blocks, or none if there are more than the model takes.
    List<Block> blocks() {
        while (containers.size() > 1) {
            end();
        }
        paragraph();
        return full() ? List.of() : containers.getFirst().blocks();
    }

    /// The text, or null if it has no formatting or more than the model takes.
    @Nullable RichText done() {
        List<Block> blocks = blocks();
        return Tidy.formatted(blocks) ? new RichText(blocks) : null;
    }
}

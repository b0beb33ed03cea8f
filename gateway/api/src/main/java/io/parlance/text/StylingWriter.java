package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Writes Message Styling (XEP-0393). There is no escape in it, so what was written is read again:
/// a line that would be read otherwise is written without marks, and if the words themselves would
/// be taken for marks, the whole is plain text that must not be styled. Pure; one per text.
public final class StylingWriter {
    private boolean ambiguous;
    private int quotes;

    private StylingWriter() {}

    /// A body.
    ///
    /// @param text what to show
    /// @param unstyled whether it must not be styled: send `<unstyled/>` with it
    public record Styled(String text, boolean unstyled) {}

    /// The body for a text of one's own network or another.
    ///
    /// @param text the plain text, kept as it is if it already reads as `rich`
    public static Styled write(String text, @Nullable RichText rich) {
        RichText read = StylingReader.read(text);
        if (rich == null) {
            return new Styled(text, read != null);
        }
        if (rich.equals(read)) {
            return new Styled(text, false);
        }
        List<Block> blocks = Simple.of(rich);
        StylingWriter writer = new StylingWriter();
        String styled = writer.blocks(blocks);
        if (!writer.ambiguous && !styled.isEmpty()) {
            return new Styled(styled, false);
        }
        String plain = blocks.isEmpty() ? text : PlainText.blocks(blocks);
        return new Styled(plain, StylingReader.read(plain) != null);
    }

    private String blocks(List<Block> blocks) {
        return Layout.join(blocks, this::block);
    }

    private String block(Block block) {
        return switch (block) {
            case Block.Paragraph(var words) -> paragraph(words);
            case Block.Heading(_, var words) -> paragraph(words);
            case Block.Quote(var inner) -> {
                quotes++;
                String quoted = Layout.quoted(blocks(inner));
                quotes--;
                yield quoted;
            }
            case Block.CodeBlock(String text, String language) -> {
                ambiguous |= quotes > StylingReader.QUOTES || text.lines().anyMatch("```"::equals);
                yield "```" + (language == null ? "" : language) + "\n" + text + "\n```";
            }
            case Block.ListBlock _, Block.Rule _ -> throw new IllegalStateException("not simple");
        };
    }

    private String paragraph(List<Inline> words) {
        List<String> lines = new ArrayList<>();
        List<Inline> line = new ArrayList<>();
        for (Inline word : words) {
            if (word instanceof Inline.LineBreak) {
                lines.add(line(line));
                line.clear();
            } else {
                line.add(word);
            }
        }
        lines.add(line(line));
        return String.join("\n", lines);
    }

    private String line(List<Inline> words) {
        String styled = Layout.blanks(marked(words));
        if (reads(styled, words)) {
            return styled;
        }
        String plain = PlainText.words(words);
        ambiguous |= StylingReader.read(plain) != null;
        return plain;
    }

    private static boolean reads(String line, List<Inline> words) {
        if (line.startsWith(">") || line.startsWith("```")) {
            return false;
        }
        Flow flow = new Flow();
        StylingReader.line(line, flow);
        List<Block> read = flow.blocks();
        return read.isEmpty()
                ? words.isEmpty()
                : read.getFirst().equals(new Block.Paragraph(Tidy.line(words)));
    }

    private static String marked(List<Inline> words) {
        StringBuilder out = new StringBuilder();
        for (Inline word : words) {
            switch (word) {
                case Inline.Text(String text) -> out.append(text);
                case Inline.Strong(var inner) -> out.append('*').append(marked(inner)).append('*');
                case Inline.Emphasis(var inner) ->
                        out.append('_').append(marked(inner)).append('_');
                case Inline.Strike(var inner) -> out.append('~').append(marked(inner)).append('~');
                case Inline.Code(String text) -> out.append('`').append(text).append('`');
                case Inline.Underline(var inner) -> out.append(marked(inner));
                case Inline.Link(_, var inner) -> out.append(marked(inner));
                case Inline.Spoiler(_, var inner) -> out.append(marked(inner));
                case Inline.Mention(_, String text) -> out.append(text);
                case Inline.LineBreak _ -> out.append(' ');
            }
        }
        return out.toString();
    }
}

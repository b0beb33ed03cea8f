package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.util.List;
import java.util.stream.Collectors;

/// Formatted text as readable plain text: lists with dashes, quotes with `> `, links as `text
/// (url)`. Pure.
public final class PlainText {
    private PlainText() {}

    /// The text without its formatting; empty if it holds no words.
    public static String of(RichText rich) {
        return blocks(Simple.of(rich));
    }

    /// Simple blocks without marks.
    static String blocks(List<Block> blocks) {
        return Layout.join(blocks, PlainText::block);
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Paragraph(var words) -> words(words);
            case Block.Heading(_, var words) -> words(words);
            case Block.Quote(var inner) -> Layout.quoted(blocks(inner));
            case Block.CodeBlock(String text, _) -> text;
            case Block.ListBlock list ->
                    list.items().stream().map(PlainText::blocks).collect(Collectors.joining("\n"));
            case Block.Rule _ -> "---";
        };
    }

    /// The words alone.
    static String words(List<Inline> words) {
        StringBuilder out = new StringBuilder();
        words.forEach(word -> word(word, out));
        return Layout.blanks(out.toString());
    }

    private static void word(Inline word, StringBuilder out) {
        switch (word) {
            case Inline.Text(String text) -> out.append(text);
            case Inline.Strong(var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Emphasis(var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Strike(var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Underline(var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Link(_, var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Spoiler(_, var words) -> words.forEach(inner -> word(inner, out));
            case Inline.Code(String text) -> out.append(text);
            case Inline.LineBreak _ -> out.append('\n');
            case Inline.Mention(_, String text) -> out.append(text);
        }
    }
}

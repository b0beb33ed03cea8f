package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// A tree in one line, for data files: `p{Hello b{world}} quote{p{one⏎two}} ul{li{p{a}} li{p{b}}}`.
final class Notation {
    private Notation() {}

    static String of(@Nullable RichText text) {
        return text == null ? "-" : blocks(text.blocks());
    }

    private static String blocks(List<Block> blocks) {
        return blocks.stream().map(Notation::block).collect(Collectors.joining(" "));
    }

    private static String block(Block block) {
        return switch (block) {
            case Block.Paragraph(var words) -> "p{" + words(words) + "}";
            case Block.Heading(int level, var words) -> "h" + level + "{" + words(words) + "}";
            case Block.Quote(var inner) -> "quote{" + blocks(inner) + "}";
            case Block.CodeBlock(String text, String language) ->
                    "code"
                            + (language == null ? "" : "(" + language + ")")
                            + "{"
                            + text.replace("\n", "⏎")
                            + "}";
            case Block.ListBlock list ->
                    (list.ordered() ? "ol" + (list.start() == 1 ? "" : list.start()) : "ul")
                            + list.items().stream()
                                    .map(item -> "li{" + blocks(item) + "}")
                                    .collect(Collectors.joining(" ", "{", "}"));
            case Block.Rule _ -> "hr";
        };
    }

    private static String words(List<Inline> words) {
        return words.stream().map(Notation::word).collect(Collectors.joining());
    }

    private static String word(Inline word) {
        return switch (word) {
            case Inline.Text(String text) -> text.replace('\u00A0', '␣');
            case Inline.Strong(var words) -> "b{" + words(words) + "}";
            case Inline.Emphasis(var words) -> "i{" + words(words) + "}";
            case Inline.Strike(var words) -> "s{" + words(words) + "}";
            case Inline.Underline(var words) -> "u{" + words(words) + "}";
            case Inline.Code(String text) -> "c{" + text + "}";
            case Inline.Link(String href, var words) -> "a(" + href + "){" + words(words) + "}";
            case Inline.Spoiler(String reason, var words) ->
                    "sp" + (reason == null ? "" : "(" + reason + ")") + "{" + words(words) + "}";
            case Inline.LineBreak _ -> "⏎";
            case Inline.Mention(String uri, String text) -> "@(" + uri + "){" + text + "}";
        };
    }
}

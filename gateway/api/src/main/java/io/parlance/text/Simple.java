package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.util.List;

/// A text told with what Message Styling has: paragraphs, quotes, code blocks; strong, emphasis,
/// strike, code. The rest is told in words: lists with dashes and numbers, links by `text (url)`,
/// spoilers in brackets. Pure.
final class Simple {
    private final Flow flow = new Flow();

    private Simple() {}

    /// The blocks in which `text` can be told; empty if they are more than the model takes.
    static List<Block> of(RichText text) {
        Simple simple = new Simple();
        text.blocks().forEach(simple::block);
        return simple.flow.blocks();
    }

    private void block(Block block) {
        flow.paragraph();
        switch (block) {
            case Block.Paragraph(var words) -> words(words);
            case Block.Heading(_, var words) -> marked(Mark.STRONG, words);
            case Block.Quote(var blocks) -> {
                flow.quote();
                blocks.forEach(this::block);
                flow.end();
            }
            case Block.CodeBlock code -> flow.block(code);
            case Block.ListBlock list -> list(list, 0);
            case Block.Rule _ -> flow.text("---");
        }
        flow.paragraph();
    }

    private void list(Block.ListBlock list, int indent) {
        int number = list.start();
        for (List<Block> item : list.items()) {
            String sign = list.ordered() ? number++ + ". " : "- ";
            line(indent);
            flow.text(sign);
            boolean first = true;
            for (Block block : item) {
                switch (block) {
                    case Block.Paragraph(var words) -> itemWords(words, first, indent + 2);
                    case Block.Heading(_, var words) -> itemWords(words, first, indent + 2);
                    case Block.ListBlock inner -> list(inner, indent + 2);
                    case Block.Quote _, Block.CodeBlock _, Block.Rule _ -> block(block);
                }
                first = false;
            }
        }
    }

    private void itemWords(List<Inline> words, boolean first, int indent) {
        if (!first) {
            line(indent);
        }
        words(words);
    }

    private void line(int indent) {
        if (!flow.fresh()) {
            flow.splitLine();
        }
        if (indent > 0) {
            flow.text("\u00A0".repeat(indent));
        }
    }

    private void words(List<Inline> words) {
        words.forEach(this::word);
    }

    private void word(Inline word) {
        switch (word) {
            case Inline.Text(String text) -> flow.text(text);
            case Inline.Strong(var words) -> marked(Mark.STRONG, words);
            case Inline.Emphasis(var words) -> marked(Mark.EMPHASIS, words);
            case Inline.Strike(var words) -> marked(Mark.STRIKE, words);
            case Inline.Underline(var words) -> words(words);
            case Inline.Code code -> flow.add(code);
            case Inline.Link(String href, var words) -> {
                words(words);
                if (!shown(words, href)) {
                    flow.text(" (" + href + ")");
                }
            }
            case Inline.Spoiler(String reason, var words) -> {
                flow.text(reason == null ? "[spoiler: " : "[spoiler about " + reason + ": ");
                words(words);
                flow.text("]");
            }
            case Inline.LineBreak _ -> flow.splitLine();
            case Inline.Mention(_, String text) -> flow.text(text);
        }
    }

    private void marked(Mark mark, List<Inline> words) {
        flow.open(mark);
        words(words);
        flow.close();
    }

    /// Whether the words tell the target already.
    private static boolean shown(List<Inline> words, String href) {
        return words.size() == 1
                && words.getFirst() instanceof Inline.Text(String text)
                && (text.equals(href)
                        || href.equals("mailto:" + text)
                        || href.equals("xmpp:" + text)
                        || href.equals("https://" + text)
                        || href.equals("http://" + text));
    }
}

package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;

import java.util.List;

/// Tells a flow what a tree says, as a reader would.
record Retold(Flow flow) {
    void blocks(List<Block> blocks) {
        for (Block block : blocks) {
            flow.paragraph();
            switch (block) {
                case Block.Paragraph(var words) -> words(words);
                case Block.Heading(int level, var words) -> {
                    flow.heading(level);
                    words(words);
                    flow.endHeading();
                }
                case Block.Quote(var inner) -> {
                    flow.quote();
                    blocks(inner);
                    flow.end();
                }
                case Block.CodeBlock code -> flow.block(code);
                case Block.ListBlock list -> {
                    flow.list(list.ordered(), list.start());
                    for (List<Block> item : list.items()) {
                        flow.item();
                        blocks(item);
                        flow.end();
                    }
                    flow.end();
                }
                case Block.Rule rule -> flow.block(rule);
            }
            flow.paragraph();
        }
    }

    private void words(List<Inline> words) {
        for (Inline word : words) {
            switch (word) {
                case Inline.Text(String text) -> flow.text(text);
                case Inline.Strong(var inner) -> marked(Mark.STRONG, inner);
                case Inline.Emphasis(var inner) -> marked(Mark.EMPHASIS, inner);
                case Inline.Strike(var inner) -> marked(Mark.STRIKE, inner);
                case Inline.Underline(var inner) -> marked(Mark.UNDERLINE, inner);
                case Inline.Link(String href, var inner) -> marked(Mark.link(href), inner);
                case Inline.Spoiler(String reason, var inner) ->
                        marked(Mark.spoiler(reason == null ? "" : reason), inner);
                case Inline.Code code -> flow.add(code);
                case Inline.LineBreak _ -> flow.lineBreak();
                case Inline.Mention mention -> flow.add(mention);
            }
        }
    }

    private void marked(Mark mark, List<Inline> words) {
        flow.open(mark);
        words(words);
        flow.close();
    }
}

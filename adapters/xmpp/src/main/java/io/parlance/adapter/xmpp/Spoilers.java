package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Body;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Messages that show only when asked for (XEP-0382). On XMPP the whole message is hidden: better
/// too much than what somebody did not want to read. Pure.
final class Spoilers {
    private Spoilers() {}

    /// Hides a message that holds a spoiler.
    static void write(@Nullable RichText rich, MessageBuilder message) {
        Inline.Spoiler found = rich == null ? null : inBlocks(rich.blocks());
        if (found != null) {
            StandardExtensionElement.Builder spoiler = Tags.of("spoiler", Tags.SPOILER);
            if (found.reason() != null) {
                spoiler.setText(XmlText.clean(found.reason()));
            }
            message.addExtension(spoiler.build());
        }
    }

    /// A body that is hidden as a whole, without the marks in its words that say so.
    static Body opened(Body body) {
        RichText rich = body.rich();
        if (rich == null
                || inBlocks(rich.blocks()) == null
                || !rich.blocks().stream().allMatch(Spoilers::isHidden)) {
            return body;
        }
        List<Block> blocks = new ArrayList<>();
        for (Block block : rich.blocks()) {
            if (block instanceof Block.Paragraph(var words)) {
                List<Inline> shown = new ArrayList<>();
                for (Inline word : words) {
                    if (word instanceof Inline.Spoiler(_, var inner)) {
                        shown.addAll(inner);
                    } else {
                        shown.add(word);
                    }
                }
                blocks.add(new Block.Paragraph(shown));
            }
        }
        RichText open = new RichText(blocks);
        return new Body(body.text(), body.attachments(), open, body.location());
    }

    private static boolean isHidden(Block block) {
        return block instanceof Block.Paragraph(var words)
                && words.stream()
                        .allMatch(
                                w -> w instanceof Inline.Spoiler || w instanceof Inline.LineBreak);
    }

    private static Inline.@Nullable Spoiler inBlocks(List<Block> blocks) {
        for (Block block : blocks) {
            Inline.Spoiler found =
                    switch (block) {
                        case Block.Paragraph(var words) -> inWords(words);
                        case Block.Heading(_, var words) -> inWords(words);
                        case Block.Quote(var inner) -> inBlocks(inner);
                        case Block.ListBlock(_, _, var items) ->
                                inBlocks(items.stream().flatMap(List::stream).toList());
                        case Block.CodeBlock _, Block.Rule _ -> null;
                    };
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Inline.@Nullable Spoiler inWords(List<Inline> words) {
        for (Inline word : words) {
            Inline.Spoiler found =
                    switch (word) {
                        case Inline.Spoiler spoiler -> spoiler;
                        case Inline.Strong(var inner) -> inWords(inner);
                        case Inline.Emphasis(var inner) -> inWords(inner);
                        case Inline.Strike(var inner) -> inWords(inner);
                        case Inline.Underline(var inner) -> inWords(inner);
                        case Inline.Link(_, var inner) -> inWords(inner);
                        case Inline.Text _, Inline.Code _, Inline.LineBreak _, Inline.Mention _ ->
                                null;
                    };
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /// The text, hidden if the message asks for that.
    static @Nullable RichText read(String text, @Nullable RichText rich, Element stanza) {
        Element spoiler = stanza.child("spoiler", Tags.SPOILER);
        if (spoiler == null || text.isBlank()) {
            return rich;
        }
        String hint = spoiler.text().isBlank() ? null : spoiler.text().strip();
        List<Block> blocks = rich == null ? List.of(RichText.lines(text)) : rich.blocks();
        return new RichText(blocks.stream().map(block -> hidden(block, hint)).toList());
    }

    private static Block hidden(Block block, @Nullable String hint) {
        return switch (block) {
            case Block.Paragraph(var words) -> new Block.Paragraph(lines(words, hint));
            case Block.Heading(int level, var words) ->
                    new Block.Heading(level, lines(words, hint));
            case Block.Quote(var inner) ->
                    new Block.Quote(inner.stream().map(each -> hidden(each, hint)).toList());
            case Block.ListBlock(boolean ordered, int start, var items) ->
                    new Block.ListBlock(
                            ordered,
                            start,
                            items.stream()
                                    .map(item -> item.stream().map(b -> hidden(b, hint)).toList())
                                    .toList());
            // Code cannot be hidden as such: it is shown as words that are.
            case Block.CodeBlock(String text, _) ->
                    new Block.Paragraph(lines(RichText.lines(text).content(), hint));
            case Block.Rule rule -> rule;
        };
    }

    private static List<Inline> lines(List<Inline> words, @Nullable String hint) {
        List<Inline> hidden = new ArrayList<>();
        List<Inline> line = new ArrayList<>();
        for (Inline word : words) {
            if (word instanceof Inline.LineBreak) {
                close(line, hidden, hint);
                hidden.add(word);
            } else {
                line.add(word);
            }
        }
        close(line, hidden, hint);
        return hidden;
    }

    private static void close(List<Inline> line, List<Inline> hidden, @Nullable String hint) {
        if (!line.isEmpty()) {
            hidden.add(new Inline.Spoiler(hint, line));
            line.clear();
        }
    }
}

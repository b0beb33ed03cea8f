package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.text.Block;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.jivesoftware.smack.packet.MessageBuilder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/// People who are mentioned (XEP-0372); offsets count code points. Pure.
final class Mentions {
    private static final int MOST = 50;

    private Mentions() {}

    /// Adds a reference for each mention that stands in the body.
    ///
    /// @param from where in the body the words begin
    static void write(
            @Nullable RichText rich,
            StringBuilder body,
            int from,
            MessageBuilder message,
            Naming naming) {
        List<Inline.Mention> mentions = new ArrayList<>();
        if (rich != null) {
            rich.blocks().forEach(block -> collect(block, mentions));
        }
        int at = from;
        for (Inline.Mention mention : mentions) {
            int found = body.indexOf(mention.text(), at);
            String uri = found < 0 ? null : naming.mention().apply(mention.uri());
            if (uri == null || mention.text().isEmpty()) {
                continue;
            }
            int begin = body.codePointCount(0, found);
            at = found + mention.text().length();
            message.addExtension(
                    Tags.of("reference", Tags.REFERENCE)
                            .addAttribute("type", "mention")
                            .addAttribute("begin", String.valueOf(begin))
                            .addAttribute("end", String.valueOf(body.codePointCount(0, at)))
                            .addAttribute("uri", uri)
                            .build());
        }
    }

    private static void collect(Block block, List<Inline.Mention> mentions) {
        switch (block) {
            case Block.Paragraph(var words) -> words(words, mentions);
            case Block.Heading(_, var words) -> words(words, mentions);
            case Block.Quote(var inner) -> inner.forEach(each -> collect(each, mentions));
            case Block.ListBlock list ->
                    list.items().forEach(item -> item.forEach(each -> collect(each, mentions)));
            case Block.CodeBlock _, Block.Rule _ -> {}
        }
    }

    private static void words(List<Inline> words, List<Inline.Mention> mentions) {
        for (Inline word : words) {
            switch (word) {
                case Inline.Mention mention when mentions.size() < MOST -> mentions.add(mention);
                case Inline.Strong(var inner) -> words(inner, mentions);
                case Inline.Emphasis(var inner) -> words(inner, mentions);
                case Inline.Strike(var inner) -> words(inner, mentions);
                case Inline.Underline(var inner) -> words(inner, mentions);
                case Inline.Link(_, var inner) -> words(inner, mentions);
                case Inline.Spoiler(_, var inner) -> words(inner, mentions);
                case Inline.Mention _, Inline.Text _, Inline.Code _, Inline.LineBreak _ -> {}
            }
        }
    }

    /// The text with its mentions.
    ///
    /// @param body the body as it was sent, which the offsets are of
    /// @param text what of it counts
    /// @param who whom an `xmpp:` URI names, as a URI of their own network, or null if nobody
    static @Nullable RichText read(
            String body,
            String text,
            @Nullable RichText rich,
            Element stanza,
            Function<String, @Nullable String> who) {
        Deque<Inline.Mention> mentions = new ArrayDeque<>();
        for (Element reference : stanza.children("reference", Tags.REFERENCE)) {
            Inline.Mention mention = mention(body, reference, who);
            if (mention != null && mentions.size() < MOST && text.contains(mention.text())) {
                mentions.add(mention);
            }
        }
        if (mentions.isEmpty()) {
            return rich;
        }
        List<Block> blocks = rich == null ? List.of(RichText.lines(text)) : rich.blocks();
        return new RichText(blocks.stream().map(block -> marked(block, mentions)).toList());
    }

    private static Inline.@Nullable Mention mention(
            String body, Element reference, Function<String, @Nullable String> who) {
        if (!reference.attribute("type", "").equals("mention")) {
            return null;
        }
        try {
            int begin = Integer.parseInt(reference.attribute("begin", ""));
            int end = Integer.parseInt(reference.attribute("end", ""));
            int from = body.offsetByCodePoints(0, begin);
            String name = body.substring(from, body.offsetByCodePoints(0, end)).strip();
            String uri = who.apply(reference.attribute("uri", ""));
            return uri == null || !Href.allowed(uri) || name.isEmpty() || name.contains("\n")
                    ? null
                    : new Inline.Mention(uri, name);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            return null;
        }
    }

    private static Block marked(Block block, Deque<Inline.Mention> mentions) {
        return switch (block) {
            case Block.Paragraph(var words) -> new Block.Paragraph(marked(words, mentions));
            case Block.Heading(int level, var words) ->
                    new Block.Heading(level, marked(words, mentions));
            case Block.Quote(var inner) ->
                    new Block.Quote(inner.stream().map(each -> marked(each, mentions)).toList());
            case Block.ListBlock _, Block.CodeBlock _, Block.Rule _ -> block;
        };
    }

    private static List<Inline> marked(List<Inline> words, Deque<Inline.Mention> mentions) {
        List<Inline> out = new ArrayList<>();
        for (Inline word : words) {
            if (word instanceof Inline.Text(String text)) {
                split(text, mentions, out);
            } else {
                out.add(word);
            }
        }
        return out;
    }

    private static void split(String text, Deque<Inline.Mention> mentions, List<Inline> out) {
        String rest = text;
        while (!mentions.isEmpty()) {
            Inline.Mention next = mentions.getFirst();
            int at = rest.indexOf(next.text());
            if (at < 0) {
                break;
            }
            mentions.removeFirst();
            if (at > 0) {
                out.add(new Inline.Text(rest.substring(0, at)));
            }
            out.add(next);
            rest = rest.substring(at + next.text().length());
        }
        if (!rest.isEmpty()) {
            out.add(new Inline.Text(rest));
        }
    }
}

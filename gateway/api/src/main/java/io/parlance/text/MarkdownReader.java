package io.parlance.text;

import io.parlance.model.Limits;
import io.parlance.model.text.Block;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// Reads CommonMark, with what [MarkdownWriter] adds. HTML in it is shown as the text it is, but
/// for `<u>` and `<br>`; pictures are their descriptions. Pure.
public final class MarkdownReader {
    private static final Parser PARSER =
            Parser.builder()
                    .maxOpenBlockParsers(40)
                    .customDelimiterProcessor(new PairedSigns('~'))
                    .customDelimiterProcessor(new PairedSigns('|'))
                    .customInlineContentParserFactory(new AngleBrackets())
                    .build();

    /// Each link looks back at every bracket that is still open, so the parser's time grows by the
    /// square of them. Nobody writes so many.
    private static final int BRACKETS = 2000;

    private MarkdownReader() {}

    /// The formatted text; null if there is no formatting in it, or more than the model takes.
    public static @Nullable RichText read(String text) {
        return text.length() > Limits.TEXT_BYTES || brackets(text) > BRACKETS
                ? null
                : told(text).done();
    }

    private static long brackets(String text) {
        return text.chars().filter(c -> c == '[').count();
    }

    /// The content of the one paragraph that `text` is; empty if it is something else.
    static List<Inline> line(String text) {
        List<Block> blocks = told(text).blocks();
        return blocks.size() == 1 && blocks.getFirst() instanceof Block.Paragraph(var words)
                ? words
                : List.of();
    }

    private static Flow told(String text) {
        Flow flow = new Flow();
        MarkdownWalk walk = new MarkdownWalk(flow);
        Node root = PARSER.parse(text);
        Node node = root;
        while (node != null) {
            boolean down = walk.enter(node);
            Node child = down ? node.getFirstChild() : null;
            if (child != null) {
                node = child;
                continue;
            }
            if (down) {
                walk.leave(node);
            }
            node = next(node, root, walk);
        }
        return flow;
    }

    private static @Nullable Node next(Node node, Node root, MarkdownWalk walk) {
        Node at = node;
        while (at != root && at.getNext() == null) {
            at = at.getParent();
            walk.leave(at);
        }
        return at == root ? null : at.getNext();
    }
}

package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;

import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.jspecify.annotations.Nullable;

/// Tells a [Flow] what a CommonMark tree says, node by node.
final class MarkdownWalk {
    private final Flow flow;
    private boolean underlined;

    MarkdownWalk(Flow flow) {
        this.flow = flow;
    }

    /// Begins a node; false if its children are not to be seen, and it is not to be left.
    boolean enter(Node node) {
        switch (node) {
            case Text text -> flow.text(text.getLiteral());
            case Code code -> flow.add(new Inline.Code(code.getLiteral()));
            case HardLineBreak _ -> flow.lineBreak();
            // What breaks the line in a chat is meant to.
            case SoftLineBreak _ -> flow.lineBreak();
            case HtmlInline html -> html(html.getLiteral());
            case HtmlBlock html -> block(html.getLiteral());
            case ThematicBreak _ -> flow.block(new Block.Rule());
            case FencedCodeBlock code ->
                    flow.block(CodeText.block(code.getLiteral(), language(code.getInfo())));
            case IndentedCodeBlock code -> flow.block(CodeText.block(code.getLiteral(), null));
            case Link link -> {
                return link(link);
            }
            default -> {
                open(node);
                return true;
            }
        }
        return false;
    }

    private void open(Node node) {
        switch (node) {
            case Paragraph _ -> flow.paragraph();
            case Heading heading -> flow.heading(heading.getLevel());
            case BlockQuote _ -> flow.quote();
            case BulletList _ -> flow.list(false, 1);
            case OrderedList list -> {
                Integer start = list.getMarkerStartNumber();
                flow.list(true, start == null ? 1 : start);
            }
            case ListItem _ -> flow.item();
            case Emphasis _ -> flow.open(Mark.EMPHASIS);
            case StrongEmphasis _ -> flow.open(Mark.STRONG);
            case PairedSigns.Paired paired ->
                    flow.open(paired.sign() == '~' ? Mark.STRIKE : Mark.spoiler(""));
            default -> {}
        }
    }

    /// Ends a node.
    void leave(Node node) {
        switch (node) {
            case Paragraph _ -> {
                unline();
                flow.paragraph();
            }
            case Heading _ -> {
                unline();
                flow.endHeading();
            }
            case BlockQuote _, BulletList _, OrderedList _, ListItem _ -> flow.end();
            case Emphasis _, StrongEmphasis _, PairedSigns.Paired _ -> flow.close();
            case Link link -> {
                if (Href.allowed(link.getDestination())) {
                    flow.close();
                }
            }
            default -> {}
        }
    }

    private boolean link(Link link) {
        String href = link.getDestination();
        String user = MatrixLinks.user(href);
        if (user != null && link.getFirstChild() instanceof Text text && text.getNext() == null) {
            flow.add(new Inline.Mention(user, Characters.sound(text.getLiteral())));
            return false;
        }
        if (Href.allowed(href)) {
            flow.open(Mark.link(href));
        }
        return true;
    }

    private void html(String tag) {
        switch (tag) {
            case "<br>", "<br/>", "<br />" -> flow.lineBreak();
            case "<u>" -> {
                if (!underlined) {
                    flow.open(Mark.UNDERLINE);
                    underlined = true;
                }
            }
            case "</u>" -> unline();
            default -> {
                if (!tag.startsWith("<!--")) {
                    flow.text(tag);
                }
            }
        }
    }

    private void unline() {
        if (underlined) {
            flow.close();
            underlined = false;
        }
    }

    private void block(String html) {
        if (!html.startsWith("<!--")) {
            flow.paragraph();
            flow.text(html.strip());
        }
        flow.paragraph();
    }

    private static @Nullable String language(@Nullable String info) {
        return info == null ? null : info.strip().split(" ", 2)[0];
    }
}

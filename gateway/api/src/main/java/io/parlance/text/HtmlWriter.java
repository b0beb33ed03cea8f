package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;
import io.parlance.model.text.RichText;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes HTML of the few elements that the model needs, everything else escaped. Pure; one per
/// text.
public final class HtmlWriter {
    private static final Pattern URL =
            Pattern.compile("https?://[^\\s<>\"]{1,2000}[^\\s<>\".,;:!?)\\]']");

    private final boolean matrix;
    private final StringBuilder out = new StringBuilder();
    private boolean inLink;

    private HtmlWriter(boolean matrix) {
        this.matrix = matrix;
    }

    /// For `formatted_body` (`org.matrix.custom.html`, Client-Server API, "m.room.message
    /// msgtypes").
    public static String matrix(RichText text) {
        return new HtmlWriter(true).whole(text);
    }

    /// For the body of an HTML mail; a spoiler is told in words, for mail programs know none.
    public static String mail(RichText text) {
        return new HtmlWriter(false).whole(text);
    }

    private String whole(RichText text) {
        blocks(text.blocks());
        return out.toString();
    }

    /// A paragraph needs no element of its own if nothing follows that would run into it.
    private void blocks(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            boolean alone =
                    i == 0 && (blocks.size() == 1 || !(blocks.get(1) instanceof Block.Paragraph));
            if (alone && blocks.get(i) instanceof Block.Paragraph(var words)) {
                words(words);
            } else {
                block(blocks.get(i));
            }
        }
    }

    private void block(Block block) {
        switch (block) {
            case Block.Paragraph(var words) -> element("p", words);
            case Block.Heading(int level, var words) -> element("h" + level, words);
            case Block.Quote(var inner) -> {
                out.append("<blockquote>");
                blocks(inner);
                out.append("</blockquote>");
            }
            case Block.CodeBlock(String text, String language) -> {
                out.append("<pre><code");
                if (language != null) {
                    out.append(" class=\"language-").append(escaped(language)).append('"');
                }
                out.append('>').append(escaped(text)).append("\n</code></pre>");
            }
            case Block.ListBlock list -> list(list);
            case Block.Rule _ -> out.append("<hr>");
        }
    }

    private void list(Block.ListBlock list) {
        String name = list.ordered() ? "ol" : "ul";
        out.append('<').append(name);
        if (list.ordered() && list.start() != 1) {
            out.append(" start=\"").append(list.start()).append('"');
        }
        out.append('>');
        for (List<Block> item : list.items()) {
            out.append("<li>");
            blocks(item);
            out.append("</li>");
        }
        out.append("</").append(name).append('>');
    }

    private void element(String name, List<Inline> words) {
        out.append('<').append(name).append('>');
        words(words);
        out.append("</").append(name).append('>');
    }

    private void words(List<Inline> words) {
        words.forEach(this::word);
    }

    private void word(Inline word) {
        switch (word) {
            case Inline.Text(String text) -> text(text);
            case Inline.Strong(var words) -> element("strong", words);
            case Inline.Emphasis(var words) -> element("em", words);
            case Inline.Strike(var words) -> element("del", words);
            case Inline.Underline(var words) -> element("u", words);
            case Inline.Code(String text) ->
                    out.append("<code>").append(escaped(text)).append("</code>");
            case Inline.Link(String href, var words) -> link(href, words);
            case Inline.Spoiler(String reason, var words) ->
                    spoiler(reason == null ? "" : reason, words);
            case Inline.LineBreak _ -> out.append("<br>");
            case Inline.Mention(String uri, String text) -> mention(uri, text);
        }
    }

    /// In mail a bare URL is made a link, since not every mail program does; within a link it is
    /// one.
    private void text(String text) {
        int at = 0;
        if (!matrix && !inLink && text.contains("://")) {
            Matcher found = URL.matcher(text);
            while (found.find()) {
                if (Href.allowed(found.group())) {
                    out.append(escaped(text.substring(at, found.start())));
                    link(found.group(), List.of(new Inline.Text(found.group())));
                    at = found.end();
                }
            }
        }
        out.append(escaped(text.substring(at)));
    }

    private void link(String href, List<Inline> words) {
        out.append("<a href=\"").append(escaped(href)).append("\">");
        boolean before = inLink;
        inLink = true;
        words(words);
        inLink = before;
        out.append("</a>");
    }

    private void spoiler(String reason, List<Inline> words) {
        if (matrix) {
            out.append("<span data-mx-spoiler=\"").append(escaped(reason)).append("\">");
            words(words);
            out.append("</span>");
        } else {
            out.append(
                    escaped(reason.isEmpty() ? "[spoiler: " : "[spoiler about " + reason + ": "));
            words(words);
            out.append(']');
        }
    }

    private void mention(String uri, String text) {
        String link = MatrixLinks.toUser(uri);
        if (matrix && link != null) {
            link(link, List.of(new Inline.Text(text)));
        } else {
            out.append(escaped(text));
        }
    }

    /// Text for any place in HTML, attributes included.
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\u00A0' -> out.append("&nbsp;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}

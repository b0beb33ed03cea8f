package io.parlance.adapter.mail;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/// HTML mail to plain text and back: paragraphs, lists, links with their target, pictures by their
/// description. Quoted mail and what is not shown is left out.
final class Html {
    private static final String QUOTED =
            "blockquote[type=cite], .gmail_quote, .gmail_attr, .moz-cite-prefix, .protonmail_quote, .yahoo_quoted,"
                    + " #appendonsend ~ *, #divRplyFwdMsg, #divRplyFwdMsg ~ *, .moz-signature, .gmail_signature,"
                    + " div[name=quote], #isForwardContent";
    private static final String HIDDEN =
            "script, style, head, title, template, [hidden], [style~=(?i)display\\s*:\\s*none]";
    private static final Set<String> BLOCKS =
            Set.of(
                    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre",
                    "blockquote", "section", "article", "header", "footer", "hr", "address", "dl", "dt", "dd");
    private static final Set<String> SPACED =
            Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "blockquote");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\".,;:!?)\\]']");

    private Html() {}

    /// The text of an HTML body, without quoted mail if something is left then.
    static String text(String html) {
        Document document = Jsoup.parse(html);
        document.select(HIDDEN).remove();
        Document own = document.clone();
        own.select(QUOTED).remove();
        String text = render(own);
        return text.isBlank() ? render(document) : text;
    }

    /// A simple HTML body for a text: the same words, links that can be clicked.
    static String of(String text) {
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\r\n<html><body><div dir=\"auto\">");
        var found = LINK.matcher(text);
        int at = 0;
        while (found.find()) {
            String link = escape(found.group());
            out.append(escape(text.substring(at, found.start())));
            out.append("<a href=\"").append(link).append("\">").append(link).append("</a>");
            at = found.end();
        }
        out.append(escape(text.substring(at)));
        return out.append("</div></body></html>\r\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("  ", " &nbsp;")
                .replace("\n", "<br>\r\n");
    }

    private static String render(Document document) {
        Renderer renderer = new Renderer();
        NodeTraversor.traverse(renderer, document.body());
        return renderer.out
                .toString()
                .replaceAll("[ \\t\\u00A0]+\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    /// Walks the tree without recursion, so that depth costs no stack.
    private static final class Renderer implements NodeVisitor {
        private final StringBuilder out = new StringBuilder();
        private int preformatted;

        @Override
        public void head(Node node, int depth) {
            switch (node) {
                case TextNode text -> words(text);
                case Element element -> open(element);
                default -> {}
            }
        }

        private void words(TextNode node) {
            if (preformatted > 0) {
                out.append(node.getWholeText());
                return;
            }
            String text = node.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " ");
            boolean lineStart = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
            boolean spaced = !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
            out.append((lineStart || spaced) && text.startsWith(" ") ? text.substring(1) : text);
        }

        private void open(Element element) {
            String name = element.normalName();
            if (BLOCKS.contains(name)) {
                line();
            }
            switch (name) {
                case "br" -> out.append('\n');
                case "li" -> {
                    line();
                    out.append("- ");
                }
                case "td", "th" -> {
                    if (element.previousElementSibling() != null) {
                        out.append(' ');
                    }
                }
                case "img" -> out.append(element.attr("alt").strip());
                case "pre" -> preformatted++;
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (name.equals("a")) {
                target(element);
            }
            if (name.equals("pre")) {
                preformatted--;
            }
            if (BLOCKS.contains(name)) {
                line();
                out.append(SPACED.contains(name) ? "\n" : "");
            }
        }

        private void target(Element link) {
            String href = link.attr("href").strip();
            String shown = link.text().strip();
            boolean worth = href.matches("(?i)(https?|mailto|xmpp|matrix|tel|geo):.+");
            String plain = href.replaceFirst("(?i)^(mailto:|tel:|https?://)", "").replaceFirst("/$", "");
            if (worth && !shown.contains(plain)) {
                out.append(shown.isEmpty() ? "" : " (").append(href).append(shown.isEmpty() ? "" : ")");
            }
        }

        private void line() {
            while (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
                out.setLength(out.length() - 1);
            }
            if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
                out.append('\n');
            }
        }
    }
}

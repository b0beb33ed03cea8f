package io.parlance.adapter.mail;

import io.parlance.text.HtmlBulk;
import io.parlance.text.QuotedMail;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// HTML mail to plain text and back: paragraphs, lists, quotes with their marks, links with their
/// target, pictures by their description. What is not shown is left out, and so is quoted mail
/// without answers in it.
final class Html {
    private static final Set<String> UNSEEN =
            Set.of("script", "style", "head", "title", "template");
    private static final Pattern HIDDEN = Pattern.compile("display\\s{0,9}:\\s{0,9}none");
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "table",
                    "tr",
                    "pre",
                    "blockquote",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "hr",
                    "address",
                    "dl",
                    "dt",
                    "dd");
    private static final Set<String> SPACED =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "table",
                    "pre",
                    "blockquote");
    private static final int MARKS = 5;
    private static final Pattern LINK =
            Pattern.compile(
                    "https?://[^\\s<>\"]+[^\\s<>\".,;:!?)\\]']|\\bgeo:-?[0-9.]+,-?[0-9.]*[0-9](;u=[0-9]+)?");

    /// A longer target of a link says nothing to a reader.
    private static final int LONGEST = 2048;

    private static final int PIECES = 200;

    private Html() {}

    /// The text of an HTML body, without quoted mail if something is left then and no answers stand
    /// in it.
    ///
    /// @param bulk what may be parsed of the mail
    static String text(String html, HtmlBulk bulk) {
        if (!bulk.takes(html)) {
            return Tagless.text(html);
        }
        Element body = Jsoup.parse(html).body();
        String own = render(body, false);
        if (!own.isBlank() && body.selectFirst("blockquote") == null) {
            return own;
        }
        String all = render(body, true);
        return own.isBlank() || Quotes.interleaved(all) ? all : own;
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

    private static String render(Element body, boolean quotes) {
        Renderer renderer = new Renderer(quotes);
        NodeTraversor.filter(renderer, body);
        StringBuilder text = new StringBuilder(renderer.out.length());
        int blank = 0;
        for (String line : renderer.out.toString().replace('\u00A0', ' ').lines().toList()) {
            blank = line.isBlank() ? blank + 1 : 0;
            if (blank < 2) {
                text.append(line.stripTrailing()).append('\n');
            }
        }
        return text.toString().strip();
    }

    /// Walks the tree once and without recursion, so that neither size nor depth is a danger.
    private static final class Renderer implements NodeFilter {
        private final StringBuilder out = new StringBuilder();
        private final boolean quotes;
        private int preformatted;
        private int quoted;

        Renderer(boolean quotes) {
            this.quotes = quotes;
        }

        @Override
        public FilterResult head(Node node, int depth) {
            if (node instanceof TextNode text) {
                words(text);
            } else if (node instanceof Element element) {
                if (unseen(element) || (!quotes && QuotedMail.holds(element))) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (!quotes && QuotedMail.beginsAt(element)) {
                    return FilterResult.STOP;
                }
                open(element);
            }
            return FilterResult.CONTINUE;
        }

        private static boolean unseen(Element element) {
            return UNSEEN.contains(element.normalName())
                    || element.hasAttr("hidden")
                    || HIDDEN.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find();
        }

        private void words(TextNode node) {
            if (preformatted > 0) {
                put(node.getWholeText().replace("\n", "\n" + marks()));
                return;
            }
            String text = node.getWholeText().replaceAll("[ \\t\\r\\n\\f]+", " ");
            boolean lineStart = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
            boolean spaced = !out.isEmpty() && out.charAt(out.length() - 1) == ' ';
            put((lineStart || spaced) && text.startsWith(" ") ? text.substring(1) : text);
        }

        /// Words, behind the marks of a quote at the start of a line.
        private void put(String words) {
            boolean lineStart = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
            out.append(lineStart && !words.isEmpty() ? marks() : "").append(words);
        }

        private String marks() {
            return "> ".repeat(Math.min(quoted, MARKS));
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
                    put("- ");
                }
                case "td", "th" -> {
                    if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
                        out.append(' ');
                    }
                }
                case "img" -> put(element.attr("alt").strip());
                case "pre" -> preformatted++;
                case "blockquote" -> quoted++;
                default -> {}
            }
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return FilterResult.CONTINUE;
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
                quoted -= name.equals("blockquote") ? 1 : 0;
                out.append(SPACED.contains(name) ? "\n" : "");
            }
            return FilterResult.CONTINUE;
        }

        private void target(Element link) {
            String href = link.attr("href").strip();
            if (href.length() > LONGEST) {
                return;
            }
            String shown = ownText(link);
            boolean worth = href.matches("(?i)(https?|mailto|xmpp|matrix|tel|geo):.+");
            String plain =
                    href.replaceFirst("(?i)^(mailto:|tel:|https?://)", "").replaceFirst("/$", "");
            if (worth && !shown.contains(plain)) {
                put(shown.isEmpty() ? href : " (" + href + ")");
            }
        }

        /// The words of a link; of one that holds a whole page only that it has some.
        private static String ownText(Element link) {
            int pieces = 0;
            StringBuilder shown = new StringBuilder();
            for (Node at = link; pieces < PIECES && shown.length() <= LONGEST; pieces++) {
                at = following(at, link);
                if (at == null) {
                    break;
                }
                shown.append(at instanceof TextNode text ? text.text() : "");
            }
            return shown.toString().strip();
        }

        /// The node after `node` in the order of the text, within `root`.
        private static @Nullable Node following(Node node, Node root) {
            if (node.childNodeSize() > 0) {
                return node.childNode(0);
            }
            for (Node at = node; at != null && !at.equals(root); at = at.parent()) {
                Node next = at.nextSibling();
                if (next != null) {
                    return next;
                }
            }
            return null;
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

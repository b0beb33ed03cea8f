package io.parlance.text;

import io.parlance.model.text.Block;
import io.parlance.model.text.Href;
import io.parlance.model.text.Inline;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Tells a [Flow] what an HTML tree says. Walks without recursion, so that depth is no danger.
final class HtmlWalk implements NodeFilter {
    private static final Set<String> UNSEEN =
            Set.of(
                    "script",
                    "style",
                    "head",
                    "title",
                    "template",
                    "iframe",
                    "object",
                    "embed",
                    "noembed",
                    "noframes",
                    "noscript",
                    "svg",
                    "math",
                    "select",
                    "textarea",
                    "button",
                    "audio",
                    "video",
                    "canvas",
                    "mx-reply");
    private static final Set<String> BLOCKS =
            Set.of(
                    "p",
                    "div",
                    "table",
                    "tr",
                    "section",
                    "article",
                    "header",
                    "footer",
                    "address",
                    "dl",
                    "dt",
                    "dd",
                    "details",
                    "summary",
                    "figure",
                    "figcaption",
                    "center",
                    "main",
                    "nav",
                    "aside",
                    "fieldset",
                    "form",
                    "caption");

    private final Flow flow;
    private final HtmlStyle style;
    private final List<Integer> marks = new ArrayList<>();

    HtmlWalk(Flow flow, HtmlReader.Dialect dialect) {
        this.flow = flow;
        this.style = new HtmlStyle(dialect);
    }

    Flow flow() {
        return flow;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            words(text.getWholeText());
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String name = element.normalName();
        if (UNSEEN.contains(name) || style.unseen(element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        if (style.endsHere(element) || flow.full()) {
            return FilterResult.STOP;
        }
        if (leaf(element, name)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        openBlock(element, name);
        marks.add(openMarks(element, name));
        return FilterResult.CONTINUE;
    }

    private void words(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean blank = flow.blank();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
            if (!space) {
                out.append(c);
            } else if (!blank) {
                out.append(' ');
            }
            blank = space;
        }
        flow.text(out.toString());
    }

    /// Takes an element whose children are of no further interest.
    private boolean leaf(Element element, String name) {
        switch (name) {
            case "br" -> flow.lineBreak();
            case "hr" -> flow.block(new Block.Rule());
            case "img" -> flow.text(Characters.plainBlanks(element.attr("alt")).strip());
            case "pre" -> flow.block(code(element));
            case "code", "tt", "kbd", "samp" -> flow.add(new Inline.Code(element.wholeText()));
            case "a" -> {
                return mention(element);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Block.CodeBlock code(Element pre) {
        String text = pre.wholeText().replace("\r\n", "\n");
        String language = "";
        Element code = pre.selectFirst("> code");
        if (code != null) {
            for (String word : code.classNames()) {
                language = word.startsWith("language-") ? word.substring(9) : language;
            }
        }
        return CodeText.block(text, language);
    }

    private boolean mention(Element link) {
        String uri = MatrixLinks.user(link.attr("href").strip());
        // Only then: a link may hold other links, and those others, each with all their words.
        String shown = uri == null ? "" : link.text().strip();
        if (uri == null || shown.isEmpty()) {
            return false;
        }
        flow.add(new Inline.Mention(uri, Characters.sound(shown)));
        return true;
    }

    private void openBlock(Element element, String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> flow.heading(name.charAt(1) - '0');
            case "blockquote" -> flow.quote();
            case "ul", "menu", "dir" -> flow.list(false, 1);
            case "ol" -> flow.list(true, start(element.attr("start")));
            case "li" -> flow.item();
            case "td", "th" -> {
                if (!flow.blank()) {
                    flow.text(" ");
                }
            }
            default -> {
                if (BLOCKS.contains(name)) {
                    flow.paragraph();
                }
            }
        }
    }

    private static int start(String number) {
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 1;
    }

    /// Opens the marks of an element; how many they are.
    private int openMarks(Element element, String name) {
        List<Mark> found = new ArrayList<>(1);
        switch (name) {
            case "b", "strong" -> found.add(Mark.STRONG);
            case "i", "em", "cite", "dfn", "var" -> found.add(Mark.EMPHASIS);
            case "s", "del", "strike" -> found.add(Mark.STRIKE);
            case "u", "ins" -> found.add(Mark.UNDERLINE);
            case "a" -> {
                String href = element.attr("href").strip();
                if (Href.allowed(href)) {
                    found.add(Mark.link(href));
                }
            }
            case "span" -> {
                if (element.hasAttr("data-mx-spoiler")) {
                    String reason = Characters.sound(element.attr("data-mx-spoiler"));
                    found.add(Mark.spoiler(reason.replace('\n', ' ')));
                }
            }
            default -> {}
        }
        style.marks(element, found);
        found.forEach(flow::open);
        return found.size();
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element) || marks.isEmpty()) {
            return FilterResult.CONTINUE;
        }
        for (int open = marks.removeLast(); open > 0; open--) {
            flow.close();
        }
        switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> flow.endHeading();
            case "blockquote", "ul", "menu", "dir", "ol", "li" -> flow.end();
            default -> {
                if (BLOCKS.contains(element.normalName())) {
                    flow.paragraph();
                }
            }
        }
        return FilterResult.CONTINUE;
    }
}

package io.parlance.adapter.mail;

import org.jsoup.parser.Parser;

import java.util.Locale;
import java.util.Set;

/// The words of an HTML text that is too costly to parse: what stands between the tags, in one look
/// from its start to its end. Nobody wrote such a text by hand, so its layout is not worth much.
final class Tagless {
    private static final Set<String> UNSEEN = Set.of("script", "style", "title", "template");
    private static final Set<String> LINES =
            Set.of("br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "pre", "blockquote", "hr");
    private static final Set<String> CELLS = Set.of("td", "th");

    private final String html;
    private final StringBuilder out;
    private int at;

    private Tagless(String html) {
        this.html = html;
        this.out = new StringBuilder(html.length() / 2);
    }

    static String text(String html) {
        Tagless tagless = new Tagless(html);
        while (tagless.at < html.length()) {
            tagless.step();
        }
        String words = Parser.unescapeEntities(tagless.out.toString(), false);
        StringBuilder text = new StringBuilder(words.length());
        words.replace('\u00A0', ' ')
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> text.append(line).append('\n'));
        return text.toString().strip();
    }

    private void step() {
        int tag = html.indexOf('<', at);
        int end = tag < 0 ? html.length() : tag;
        out.append(html.substring(at, end).replace('\n', ' '));
        at = tag < 0 ? end : behind(tag);
    }

    /// Where the text goes on behind a tag or comment; at the end if it is not closed.
    private int behind(int tag) {
        if (html.startsWith("<!--", tag)) {
            return after("-->", tag + 4);
        }
        int start = html.startsWith("</", tag) ? tag + 2 : tag + 1;
        int end = start;
        while (end < html.length() && end < start + 12 && letter(html.charAt(end))) {
            end++;
        }
        String name = html.substring(start, end).toLowerCase(Locale.ROOT);
        if (UNSEEN.contains(name) && start == tag + 1) {
            return after(">", after("</" + name, end));
        }
        out.append(LINES.contains(name) ? "\n" : CELLS.contains(name) ? " " : "");
        return after(">", end);
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private int after(String sign, int from) {
        int found = html.indexOf(sign, from);
        return found < 0 ? html.length() : found + sign.length();
    }
}

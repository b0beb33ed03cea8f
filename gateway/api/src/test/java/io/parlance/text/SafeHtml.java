package io.parlance.text;

import io.parlance.model.text.Href;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeVisitor;

import java.util.Set;

/// What must hold of all HTML that is written: read again by a parser, it has no elements,
/// attributes and targets of links but the few that the writer knows.
final class SafeHtml {
    private static final Set<String> ELEMENTS =
            Set.of(
                    "html",
                    "head",
                    "body",
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "code",
                    "ul",
                    "ol",
                    "li",
                    "hr",
                    "br",
                    "strong",
                    "em",
                    "del",
                    "s",
                    "u",
                    "b",
                    "i",
                    "a",
                    "span");
    private static final Set<String> ATTRIBUTES =
            Set.of("href", "class", "start", "data-mx-spoiler");

    private SafeHtml() {}

    static void check(String html) {
        Jsoup.parse(html)
                .traverse(
                        (NodeVisitor)
                                (node, _) -> {
                                    if (node instanceof Element element) {
                                        check(element, html);
                                    }
                                });
    }

    private static void check(Element element, String html) {
        if (element instanceof org.jsoup.nodes.Document) {
            return;
        }
        boolean sound = ELEMENTS.contains(element.normalName());
        for (Attribute attribute : element.attributes()) {
            sound &= ATTRIBUTES.contains(attribute.getKey());
            sound &= !attribute.getKey().equals("href") || Href.allowed(attribute.getValue());
            sound &=
                    !attribute.getKey().equals("class")
                            || attribute.getValue().startsWith("language-");
        }
        if (!sound) {
            throw new AssertionError("Written: " + element.cssSelector() + " in " + html);
        }
    }
}

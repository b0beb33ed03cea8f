package io.parlance.text;

import org.jsoup.nodes.Element;

import java.util.Locale;
import java.util.Set;

/// How mail programs mark, in HTML, what was said in the mail before. Pure.
public final class QuotedMail {
    private static final Set<String> QUOTED =
            Set.of(
                    "gmail_quote",
                    "gmail_attr",
                    "moz-cite-prefix",
                    "protonmail_quote",
                    "yahoo_quoted",
                    "moz-signature",
                    "gmail_signature");
    private static final Set<String> REST_QUOTED = Set.of("appendonsend", "divrplyfwdmsg");

    private QuotedMail() {}

    /// Whether the element quotes the mail before, or is a signature.
    public static boolean holds(Element element) {
        boolean cite =
                element.normalName().equals("blockquote")
                        && element.attr("type").equalsIgnoreCase("cite");
        return cite || (element.hasAttr("class") && QUOTED.stream().anyMatch(element::hasClass));
    }

    /// Whether all that follows is the mail before.
    public static boolean beginsAt(Element element) {
        return REST_QUOTED.contains(element.id().toLowerCase(Locale.ROOT));
    }
}

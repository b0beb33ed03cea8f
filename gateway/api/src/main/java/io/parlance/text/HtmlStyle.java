package io.parlance.text;

import org.jsoup.nodes.Element;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What style attributes and classes say in mail and XHTML-IM: little, but words are marked or
/// hidden by them. Pure.
final class HtmlStyle {
    private static final Pattern HIDDEN = Pattern.compile("display\\s{0,9}:\\s{0,9}none");
    private static final Pattern BOLD =
            Pattern.compile("font-weight\\s{0,9}:\\s{0,9}(bold|bolder|[6-9]00)");
    private static final Pattern ITALIC = Pattern.compile("font-style\\s{0,9}:\\s{0,9}italic");
    private static final Pattern UNDER =
            Pattern.compile("text-decoration\\s{0,9}:\\s{0,9}underline");
    private static final Pattern THROUGH =
            Pattern.compile("text-decoration\\s{0,9}:\\s{0,9}line-through");

    private final HtmlReader.Dialect dialect;

    HtmlStyle(HtmlReader.Dialect dialect) {
        this.dialect = dialect;
    }

    /// Whether readers do not see the element, or see it only as a quotation of the mail before.
    boolean unseen(Element element) {
        return switch (dialect) {
            case MATRIX -> false;
            case XHTML_IM -> hidden(element);
            case MAIL -> hidden(element) || QuotedMail.holds(element);
        };
    }

    private static boolean hidden(Element element) {
        return element.hasAttr("hidden") || HIDDEN.matcher(style(element)).find();
    }

    /// Whether all that follows is the mail before.
    boolean endsHere(Element element) {
        return switch (dialect) {
            case MATRIX, XHTML_IM -> false;
            case MAIL -> QuotedMail.beginsAt(element);
        };
    }

    /// Adds the marks that a style attribute sets.
    void marks(Element element, List<Mark> found) {
        if (dialect == HtmlReader.Dialect.MATRIX || !element.normalName().equals("span")) {
            return;
        }
        String style = style(element);
        if (style.isEmpty()) {
            return;
        }
        add(found, BOLD, style, Mark.STRONG);
        add(found, ITALIC, style, Mark.EMPHASIS);
        add(found, UNDER, style, Mark.UNDERLINE);
        add(found, THROUGH, style, Mark.STRIKE);
    }

    private static void add(List<Mark> found, Pattern pattern, String style, Mark mark) {
        if (pattern.matcher(style).find()) {
            found.add(mark);
        }
    }

    private static String style(Element element) {
        String style = element.attr("style");
        return style.length() > 1000 ? "" : style.toLowerCase(Locale.ROOT);
    }
}

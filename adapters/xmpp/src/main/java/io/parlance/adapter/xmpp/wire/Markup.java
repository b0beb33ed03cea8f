package io.parlance.adapter.xmpp.wire;

import javax.xml.namespace.QName;

/// An element as HTML text, for readers of HTML. Pure.
public final class Markup {
    private static final int DEPTH = 100;

    private Markup() {}

    /// The element with attributes and children; what is nested deeper than anybody writes is left
    /// out.
    public static String of(Element element) {
        StringBuilder out = new StringBuilder();
        write(element, out, 0);
        return out.toString();
    }

    private static void write(Element element, StringBuilder out, int depth) {
        out.append('<').append(element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            QName name = element.attributeName(i);
            if (name.getNamespaceURI().isEmpty()) {
                out.append(' ').append(name.getLocalPart()).append("=\"");
                escape(element.attributeValue(i), out);
                out.append('"');
            }
        }
        out.append('>');
        for (int i = 0; i < element.size() && depth < DEPTH; i++) {
            if (element.part(i) instanceof Element child) {
                write(child, out, depth + 1);
            } else {
                escape(String.valueOf(element.part(i)), out);
            }
        }
        if (element.size() > 0) {
            out.append("</").append(element.name()).append('>');
        }
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.append(c);
            }
        }
    }
}

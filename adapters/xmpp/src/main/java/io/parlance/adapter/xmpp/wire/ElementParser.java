package io.parlance.adapter.xmpp.wire;

import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;
import org.jspecify.annotations.Nullable;

import javax.xml.namespace.QName;

/// Walks an element tree as Smack's pull parser, positioned on the root's start tag.
final class ElementParser implements XmlPullParser {
    private final int[] next;
    private final Element[] path;
    private int depth = 1;
    private Object at;
    private Event event = Event.START_ELEMENT;
    private boolean leaving;

    ElementParser(Element root, int maxDepth) {
        next = new int[maxDepth + 2];
        path = new Element[maxDepth + 2];
        path[1] = root;
        at = root;
    }

    @Override
    public Event next() {
        event = step();
        return event;
    }

    private Event step() {
        if (leaving) {
            leaving = false;
            depth--;
            if (depth == 0) {
                return Event.END_DOCUMENT;
            }
        }
        Element here = path[depth];
        if (next[depth] >= here.size()) {
            at = here;
            leaving = true;
            return Event.END_ELEMENT;
        }
        at = here.part(next[depth]++);
        if (at instanceof Element child) {
            depth++;
            path[depth] = child;
            next[depth] = 0;
            return Event.START_ELEMENT;
        }
        return Event.TEXT_CHARACTERS;
    }

    @Override
    public String nextText() throws XmlPullParserException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next()) {
                case TEXT_CHARACTERS -> text.append(at);
                case END_ELEMENT -> {
                    return text.toString();
                }
                default -> throw new XmlPullParserException("Text was expected in " + element());
            }
        }
    }

    @Override
    public TagEvent nextTag() throws XmlPullParserException {
        while (true) {
            switch (next()) {
                case TEXT_CHARACTERS -> {
                    if (!isWhiteSpace()) {
                        throw new XmlPullParserException("No text was expected in " + element());
                    }
                }
                case START_ELEMENT -> {
                    return TagEvent.START_ELEMENT;
                }
                case END_ELEMENT -> {
                    return TagEvent.END_ELEMENT;
                }
                default -> throw new XmlPullParserException("The stanza ended early.");
            }
        }
    }

    private Element element() {
        return at instanceof Element element ? element : path[depth];
    }

    @Override
    public Event getEventType() {
        return event;
    }

    @Override
    public int getDepth() {
        return depth;
    }

    @Override
    public @Nullable String getText() {
        return at instanceof String text ? text : null;
    }

    @Override
    public boolean isWhiteSpace() {
        return at instanceof String text && text.isBlank();
    }

    @Override
    public String getName() {
        return element().name();
    }

    @Override
    public QName getQName() {
        return element().qName();
    }

    @Override
    public String getNamespace() {
        return element().namespace();
    }

    @Override
    public String getPrefix() {
        return element().qName().getPrefix();
    }

    @Override
    public @Nullable String getNamespace(@Nullable String prefix) {
        String wanted = prefix == null ? "" : prefix;
        for (int i = depth; i > 0; i--) {
            if (path[i].qName().getPrefix().equals(wanted)) {
                return path[i].namespace();
            }
        }
        return null;
    }

    @Override
    public int getAttributeCount() {
        return element().attributeCount();
    }

    @Override
    public String getAttributeName(int index) {
        return element().attributeName(index).getLocalPart();
    }

    @Override
    public QName getAttributeQName(int index) {
        return element().attributeName(index);
    }

    @Override
    public @Nullable String getAttributeNamespace(int index) {
        String namespace = element().attributeName(index).getNamespaceURI();
        return namespace.isEmpty() ? null : namespace;
    }

    @Override
    public @Nullable String getAttributePrefix(int index) {
        String prefix = element().attributeName(index).getPrefix();
        return prefix.isEmpty() ? null : prefix;
    }

    @Override
    public String getAttributeType(int index) {
        return "CDATA";
    }

    @Override
    public String getAttributeValue(int index) {
        return element().attributeValue(index);
    }

    @Override
    public @Nullable String getAttributeValue(@Nullable String namespace, String name) {
        return element().qualified(namespace, name);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return null;
    }

    @Override
    public String getInputEncoding() {
        return "UTF-8";
    }

    @Override
    public int getNamespaceCount() {
        return 0;
    }

    @Override
    public @Nullable String getNamespacePrefix(int index) {
        return null;
    }

    @Override
    public @Nullable String getNamespaceUri(int index) {
        return null;
    }

    @Override
    public String getPositionDescription() {
        return element().toString();
    }

    @Override
    public int getLineNumber() {
        return 0;
    }

    @Override
    public int getColumnNumber() {
        return 0;
    }

    @Override
    public boolean supportsRoundtrip() {
        return false;
    }
}

package io.parlance.adapter.xmpp.wire;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import javax.xml.namespace.QName;

/// One XML element as it came in: names, attributes, and children in order (elements and texts).
/// Immutable once the parser has handed it out.
public final class Element {
    private final QName name;
    private final QName[] attributeNames;
    private final String[] attributeValues;
    private final List<Object> content = new ArrayList<>(4);
    private final @Nullable Element parent;

    Element(
            QName name,
            QName[] attributeNames,
            String[] attributeValues,
            @Nullable Element parent) {
        this.name = name;
        this.attributeNames = attributeNames;
        this.attributeValues = attributeValues;
        this.parent = parent;
    }

    /// The local name.
    public String name() {
        return name.getLocalPart();
    }

    /// The namespace; stanzas of a component stream are told as `jabber:client`.
    public String namespace() {
        return name.getNamespaceURI();
    }

    /// Whether the element has this name and namespace.
    public boolean is(String localName, String namespace) {
        return name.getLocalPart().equals(localName) && name.getNamespaceURI().equals(namespace);
    }

    /// The value of an attribute without namespace, or null.
    public @Nullable String attribute(String localName) {
        return qualified("", localName);
    }

    /// The value of an attribute, or `fallback` if it is absent.
    public String attribute(String localName, String fallback) {
        String value = attribute(localName);
        return value == null ? fallback : value;
    }

    /// The first child element of this name and namespace, or null.
    public @Nullable Element child(String localName, String namespace) {
        for (Object part : content) {
            if (part instanceof Element element && element.is(localName, namespace)) {
                return element;
            }
        }
        return null;
    }

    /// The first child element, or null.
    public @Nullable Element firstChild() {
        for (Object part : content) {
            if (part instanceof Element element) {
                return element;
            }
        }
        return null;
    }

    /// All child elements of this name and namespace, in order.
    public List<Element> children(String localName, String namespace) {
        // Asked for of every message, and mostly in vain.
        List<Element> children = null;
        for (Object part : content) {
            if (part instanceof Element element && element.is(localName, namespace)) {
                children = children == null ? new ArrayList<>() : children;
                children.add(element);
            }
        }
        return children == null ? List.of() : children;
    }

    /// All child elements, in order.
    public List<Element> children() {
        List<Element> children = new ArrayList<>(content.size());
        for (Object part : content) {
            if (part instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /// The element's own text, without that of its children.
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Object part : content) {
            if (part instanceof String piece) {
                text.append(piece);
            }
        }
        return text.toString();
    }

    /// The same element with only those children that are of its own namespace.
    Element bare() {
        Element bare = new Element(name, attributeNames, attributeValues, parent);
        for (Object part : content) {
            if (!(part instanceof Element child) || child.namespace().equals(namespace())) {
                bare.content.add(part);
            }
        }
        return bare;
    }

    @Override
    public String toString() {
        return "<" + name() + " xmlns='" + namespace() + "'>";
    }

    QName qName() {
        return name;
    }

    @Nullable Element parent() {
        return parent;
    }

    int size() {
        return content.size();
    }

    Object part(int index) {
        return content.get(index);
    }

    int attributeCount() {
        return attributeNames.length;
    }

    QName attributeName(int index) {
        return attributeNames[index];
    }

    String attributeValue(int index) {
        return attributeValues[index];
    }

    @Nullable String qualified(@Nullable String namespace, String localName) {
        for (int i = 0; i < attributeNames.length; i++) {
            QName attribute = attributeNames[i];
            if (attribute.getLocalPart().equals(localName)
                    && (namespace == null || attribute.getNamespaceURI().equals(namespace))) {
                return attributeValues[i];
            }
        }
        return null;
    }

    void add(Element child) {
        settle();
        content.add(child);
    }

    /// The parser hands long text in pieces.
    void add(String text) {
        int last = content.size() - 1;
        if (last >= 0 && content.get(last) instanceof StringBuilder before) {
            before.append(text);
        } else {
            StringBuilder begun = new StringBuilder(2 * text.length());
            content.add(begun.append(text));
        }
    }

    /// Nothing more is added to the text so far: it becomes a string.
    void settle() {
        int last = content.size() - 1;
        if (last >= 0 && content.get(last) instanceof StringBuilder text) {
            content.set(last, text.toString());
        }
    }
}

package io.parlance.adapter.xmpp.wire;

import org.jivesoftware.smack.packet.ExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.util.XmlStringBuilder;

import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/// An element as it came in, to be handed on as it is. Pure.
///
/// @param element what the parser made; its depth is bounded
public record RawElement(Element element) implements ExtensionElement {
    private static final String STREAM = "jabber:client";

    @Override
    public String getElementName() {
        return element.name();
    }

    @Override
    public String getNamespace() {
        return element.namespace();
    }

    @Override
    public CharSequence toXML(XmlEnvironment around) {
        XmlStringBuilder xml = new XmlStringBuilder();
        write(element, STREAM, xml);
        return xml;
    }

    /// Writes without prefixes but for attributes: each element names its namespace if it is
    /// another than the one around it.
    private static void write(Element element, String around, XmlStringBuilder xml) {
        xml.halfOpenElement(element.name());
        if (!element.namespace().equals(around)) {
            xml.attribute("xmlns", element.namespace());
        }
        for (int i = 0; i < element.attributeCount(); i++) {
            QName name = element.attributeName(i);
            String namespace = name.getNamespaceURI();
            if (namespace.isEmpty()) {
                xml.attribute(name.getLocalPart(), element.attributeValue(i));
            } else if (namespace.equals(XMLConstants.XML_NS_URI)) {
                xml.attribute("xml:" + name.getLocalPart(), element.attributeValue(i));
            }
            // Attributes of other namespaces mean nothing in any extension that is in use.
        }
        xml.rightAngleBracket();
        for (int i = 0; i < element.size(); i++) {
            if (element.part(i) instanceof Element child) {
                write(child, element.namespace(), xml);
            } else {
                xml.escape(String.valueOf(element.part(i)));
            }
        }
        xml.closeElement(element.name());
    }
}

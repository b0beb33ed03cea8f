package io.parlance.conformance.score.wire;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import java.io.IOException;
import java.io.InputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Reads the elements of a stream one by one (RFC 6120 section 4).
final class StanzaReader {
    private final InputStream in;
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml =
            new InputFactoryImpl().createAsyncForByteArray();
    private final byte[] buffer = new byte[16_384];
    private final Document document;
    private @Nullable Node open;
    private int depth;

    StanzaReader(InputStream in) {
        this.in = in;
        try {
            document =
                    DocumentBuilderFactory.newDefaultNSInstance()
                            .newDocumentBuilder()
                            .newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every JDK can make a document", e);
        }
    }

    /// The next element below the stream's root, or null at the end.
    @Nullable Element next() throws IOException {
        try {
            while (true) {
                switch (xml.next()) {
                    case AsyncXMLStreamReader.EVENT_INCOMPLETE -> {
                        int count = in.read(buffer);
                        if (count < 0) {
                            return null;
                        }
                        xml.getInputFeeder().feedInput(buffer, 0, count);
                    }
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        if (depth == 0) {
                            return null;
                        }
                        Node ended = open;
                        open = ended == null ? null : ended.getParentNode();
                        if (depth == 1 && ended instanceof Element whole) {
                            return whole;
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (open != null) {
                            open.appendChild(document.createTextNode(xml.getText()));
                        }
                    }
                    default -> {
                        // Declarations and comments say nothing here.
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("The server's XML is broken", e);
        }
    }

    private void start() throws XMLStreamException {
        depth++;
        if (depth == 1) {
            return;
        }
        String space = xml.getNamespaceURI();
        Element element = document.createElementNS(space, xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String prefix = xml.getAttributePrefix(i);
            String local = xml.getAttributeLocalName(i);
            if (prefix == null || prefix.isEmpty()) {
                element.setAttribute(local, xml.getAttributeValue(i));
            } else {
                element.setAttributeNS(
                        xml.getAttributeNamespace(i),
                        prefix + ":" + local,
                        xml.getAttributeValue(i));
            }
        }
        if (open != null && depth > 2) {
            open.appendChild(element);
        }
        open = element;
    }
}

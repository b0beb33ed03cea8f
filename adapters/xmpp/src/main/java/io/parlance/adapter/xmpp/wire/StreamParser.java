package io.parlance.adapter.xmpp.wire;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLInputFactory;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;

import org.jspecify.annotations.Nullable;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// Turns the bytes of one stream into stanzas, whatever way the bytes are cut. It holds the limits:
/// nesting, bytes and elements of a stanza; comments, processing instructions, document types and
/// entities are refused (RFC 6120 §11.1). After a fault the parser is spent. Not thread-safe.
public final class StreamParser {
    private static final String COMPONENT = "jabber:component:accept";
    private static final String CLIENT = "jabber:client";

    /// Bytes are fed in slices, so that a size is counted exactly enough however large a read was.
    private static final int SLICE = 4096;

    private final Listener listener;
    private final int maxBytes;
    private final int maxDepth;
    private final int maxElements;
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> reader;
    private final WholeCharacters characters = new WholeCharacters();
    private final Sections sections = new Sections();
    private final TagGuard tags = new TagGuard();
    private int depth;
    private int bytes;
    private int elements;
    private @Nullable Element current;

    /// Who is told what came in.
    public interface Listener {
        /// The stream header; its attributes hold the stream id.
        void opened(Element header);

        /// A complete child of the stream.
        void element(Element element);

        /// The peer closed its half of the stream.
        void closed();
    }

    /// A parser that refuses stanzas over `maxBytes`, nested deeper than `maxDepth`, or with more
    /// than `maxElements` elements.
    public StreamParser(Listener listener, int maxBytes, int maxDepth, int maxElements) {
        this.listener = listener;
        this.maxBytes = maxBytes;
        this.maxDepth = maxDepth;
        this.maxElements = maxElements;
        AsyncXMLInputFactory factory = new InputFactoryImpl();
        this.reader = factory.createAsyncForByteArray();
    }

    /// Takes the next bytes of the stream; calls the listener for all that is complete.
    public void feed(byte[] received) throws StreamFault {
        byte[] data = sections.escaped(characters.upTo(received));
        int end;
        for (int at = 0; at < data.length; at = end) {
            int most = Math.min(data.length, at + SLICE);
            end = most == data.length ? most : WholeCharacters.boundary(data, most);
            int length = tags.bearable(data, at, end - at);
            try {
                // COMPAT: Aalto 1.3.4 documents an end offset here, but takes a length.
                reader.getInputFeeder().feedInput(data, at, length);
                bytes += length;
                drain();
            } catch (XMLStreamException | UncheckedStreamException e) {
                // COMPAT: Aalto 1.3.4 reads texts late, and tells of faults in them unchecked.
                throw new StreamFault("not-well-formed", firstLine(e));
            }
            StreamFault fault = tags.fault();
            if (fault != null) {
                throw fault;
            }
            if (bytes > maxBytes) {
                throw new StreamFault(
                        "policy-violation", "A stanza is larger than " + maxBytes + " bytes.");
            }
        }
    }

    private void drain() throws XMLStreamException, StreamFault {
        while (true) {
            switch (next()) {
                case AsyncXMLStreamReader.EVENT_INCOMPLETE, XMLStreamConstants.END_DOCUMENT -> {
                    return;
                }
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.SPACE,
                        XMLStreamConstants.CDATA ->
                        text();
                case XMLStreamConstants.START_DOCUMENT -> {}
                default ->
                        throw new StreamFault(
                                "restricted-xml",
                                "Comments, processing instructions, document types and entities are"
                                        + " not allowed.");
            }
        }
    }

    private int next() throws XMLStreamException, StreamFault {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            // COMPAT: Aalto 1.3.4 refuses an element with the prefix `xmlns` without a type.
            throw new StreamFault("not-well-formed", firstLine(e));
        }
    }

    private void start() throws StreamFault {
        Element element = read();
        depth++;
        if (depth == 1) {
            bytes = 0;
            listener.opened(element);
            return;
        }
        if (depth > maxDepth + 1 || ++elements > maxElements) {
            throw new StreamFault(
                    "policy-violation", "A stanza has too many or too deep elements.");
        }
        if (current != null) {
            current.add(element);
        }
        current = element;
    }

    private Element read() {
        int count = reader.getAttributeCount();
        QName[] names = new QName[count];
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = reader.getAttributeName(i);
            values[i] = reader.getAttributeValue(i);
        }
        QName name = reader.getName();
        if (name.getNamespaceURI().equals(COMPONENT)) {
            // Smack's providers know stanzas by the client namespace alone.
            name = new QName(CLIENT, name.getLocalPart(), name.getPrefix());
        }
        return new Element(name, names, values, current);
    }

    private void end() {
        depth--;
        Element done = current;
        if (done == null) {
            listener.closed();
            return;
        }
        done.settle();
        current = done.parent();
        if (current == null) {
            bytes = 0;
            elements = 0;
            listener.element(done);
        }
    }

    private void text() throws XMLStreamException {
        // COMPAT: Aalto 1.3.4 sees faults in a text only when it is asked for.
        String text = reader.getText();
        if (current != null) {
            current.add(text);
        } else {
            // White space between stanzas keeps a connection alive; it belongs to none.
            bytes = 0;
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}

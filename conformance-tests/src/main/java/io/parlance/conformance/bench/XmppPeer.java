package io.parlance.conformance.bench;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// A bare XMPP component (XEP-0114): writes what it is given, and reads messages' bodies. Confined
/// to one event loop; what is written leaves with [#flush()].
public final class XmppPeer {
    private final NetSocket socket;
    private final String secret;
    private final Reader reader;
    private final Promise<Void> ready = Promise.promise();
    private final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml =
            new InputFactoryImpl().createAsyncForByteArray();
    private Buffer out = Buffer.buffer();
    private int depth;
    private boolean message;
    private String condition = "";
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String type;
    private @Nullable StringBuilder body;

    /// Who reads messages.
    public interface Reader {
        /// A message with a body.
        void message(String from, String to, String body);

        /// A stanza of type error came back; `what` is its condition, or its text if there is one.
        void error(String from, String what);

        /// Everything that came at once was handed over.
        void endOfBatch();
    }

    private XmppPeer(NetSocket socket, String secret, Reader reader) {
        this.socket = socket;
        this.secret = secret;
        this.reader = reader;
    }

    /// Connects as the component `domain`.
    ///
    /// @param client must be kept referenced by the caller
    public static Future<XmppPeer> connect(
            NetClient client, int port, String domain, String secret, Reader reader) {
        return client.connect(port, "127.0.0.1")
                .compose(
                        socket -> {
                            XmppPeer peer = new XmppPeer(socket, secret, reader);
                            socket.handler(peer::read);
                            socket.closeHandler(
                                    _ -> peer.ready.tryFail("The server refuses " + domain));
                            socket.write(
                                    "<?xml version='1.0'?><stream:stream"
                                        + " xmlns='jabber:component:accept'"
                                        + " xmlns:stream='http://etherx.jabber.org/streams' to='"
                                            + domain
                                            + "'>");
                            return peer.ready.future().map(peer);
                        });
    }

    /// Writes XML with the next [#flush()].
    public void write(String stanza) {
        out.appendString(stanza);
    }

    /// Sends what was written.
    public void flush() {
        if (out.length() > 0) {
            socket.write(out);
            out = Buffer.buffer();
        }
    }

    /// Closes the stream.
    public void close() {
        socket.end(Buffer.buffer("</stream:stream>"));
    }

    /// Text as XML writes it.
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void read(Buffer data) {
        byte[] bytes = data.getBytes();
        try {
            xml.getInputFeeder().feedInput(bytes, 0, bytes.length);
            for (int event = xml.next();
                    event != AsyncXMLStreamReader.EVENT_INCOMPLETE
                            && event != XMLStreamConstants.END_DOCUMENT;
                    event = xml.next()) {
                take(event);
            }
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        reader.endOfBatch();
        flush();
    }

    private void take(int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> opened(++depth, xml.getLocalName());
            case XMLStreamConstants.CHARACTERS -> {
                if (body != null && depth == 3) {
                    body.append(xml.getText());
                } else if (depth == 4 && "error".equals(type)) {
                    condition += xml.getText();
                }
            }
            case XMLStreamConstants.END_ELEMENT -> closed(depth--);
            default -> {}
        }
    }

    private void opened(int level, String name) {
        if (level == 1) {
            String key = xml.getAttributeValue(null, "id") + secret;
            socket.write("<handshake>" + sha1(key) + "</handshake>");
        } else if (level == 2) {
            message = name.equals("message");
            from = xml.getAttributeValue(null, "from");
            to = xml.getAttributeValue(null, "to");
            type = xml.getAttributeValue(null, "type");
            body = null;
            condition = "";
            if (name.equals("handshake")) {
                ready.tryComplete();
            }
        } else if (level == 3 && message && name.equals("body")) {
            body = new StringBuilder();
        } else if (level == 4 && "error".equals(type)) {
            condition = name.equals("text") ? "" : name;
        }
    }

    private void closed(int level) {
        if (level != 2 || from == null || to == null) {
            return;
        }
        if ("error".equals(type)) {
            reader.error(from, condition);
        } else if (message && body != null) {
            reader.message(from, to, body.toString());
        }
        body = null;
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

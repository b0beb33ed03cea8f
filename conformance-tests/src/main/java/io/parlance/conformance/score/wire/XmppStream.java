package io.parlance.conformance.score.wire;

import io.parlance.conformance.score.target.Account;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;

import javax.net.ssl.SSLSocketFactory;

/// A client-to-server stream, bare, so that what is written and read is the wire: STARTTLS where
/// the target asks for it, SASL PLAIN, one resource. Every stanza is handed over on one thread.
final class XmppStream implements AutoCloseable {
    private static final int CONNECT_MS = 10_000;

    private final Account account;
    private Socket socket;
    private StanzaReader reader;
    private OutputStream out;

    private XmppStream(Account account, Socket socket) throws IOException {
        this.account = account;
        this.socket = socket;
        out = socket.getOutputStream();
        reader = new StanzaReader(socket.getInputStream());
    }

    /// Connects and logs in.
    static XmppStream open(Account account, Consumer<Element> stanzas) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(account.host(), account.port()), CONNECT_MS);
        XmppStream stream = new XmppStream(account, socket);
        stream.logIn();
        Thread.ofVirtual().name("xmpp-" + account.address()).start(() -> stream.follow(stanzas));
        return stream;
    }

    private void logIn() throws IOException {
        restart();
        if (account.tls().equals("starttls")) {
            ask("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "proceed");
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            socket = factory.createSocket(socket, account.domain(), account.port(), true);
            restart();
        }
        String plain = "\0" + account.local() + "\0" + account.password();
        String proof = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        ask(
                "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>"
                        + proof
                        + "</auth>",
                "success");
        restart();
        String resource = "score-" + UUID.randomUUID().toString().substring(0, 8);
        ask(
                "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                        + resource
                        + "</resource></bind></iq>",
                "iq");
    }

    private void restart() throws IOException {
        out = socket.getOutputStream();
        reader = new StanzaReader(socket.getInputStream());
        write(
                "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
                        + " xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='"
                        + XmlText.escape(account.domain())
                        + "'>");
        expect("features");
    }

    private void ask(String what, String answer) throws IOException {
        write(what);
        expect(answer);
    }

    private void expect(String name) throws IOException {
        Element answer = reader.next();
        if (answer == null || !answer.getLocalName().equals(name)) {
            throw new IOException(
                    account.address()
                            + " cannot log in at "
                            + account.host()
                            + ":"
                            + account.port()
                            + ": wanted <"
                            + name
                            + ">, got "
                            + (answer == null ? "the end" : XmlText.of(answer)));
        }
    }

    /// Writes as it is.
    synchronized void write(String xml) throws IOException {
        out.write(xml.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void follow(Consumer<Element> stanzas) {
        try {
            @Nullable Element stanza = reader.next();
            while (stanza != null) {
                stanzas.accept(stanza);
                stanza = reader.next();
            }
        } catch (IOException _) {
            // Closed, by us or by the server: what is missing from then on will show as lost.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            write("<presence type='unavailable'/></stream:stream>");
        } finally {
            socket.close();
        }
    }
}

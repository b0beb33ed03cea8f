package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.Stanzas;
import io.parlance.adapter.xmpp.wire.StreamFault;
import io.parlance.adapter.xmpp.wire.StreamParser;
import io.parlance.spi.LinkState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;

/// One life of a component stream, from the header to the end (XEP-0114, RFC 6120 §4). Confined to
/// the event loop.
final class ComponentStream implements StreamParser.Listener {
    private static final Logger log = LoggerFactory.getLogger(ComponentStream.class);
    private static final String STREAMS = "http://etherx.jabber.org/streams";
    private static final String STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";

    /// The largest stanza taken, in bytes: twice what Prosody lets a component send.
    private static final int STANZA_BYTES = 512 * 1024;

    private static final int STANZA_ELEMENTS = 20_000;

    /// How long the server may take to end its side after we ended ours.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Loop loop;
    private final XmppConfig config;
    private final String domain;
    private final NetSocket socket;
    private final Consumer<Element> stanzas;
    private final StreamParser parser =
            new StreamParser(this, STANZA_BYTES, Stanzas.MAX_DEPTH, STANZA_ELEMENTS);
    private final Promise<Void> ready = Promise.promise();
    private final Promise<End> ended = Promise.promise();
    private long handshakeTimer = -1;
    private long farewellTimer = -1;
    private boolean leaving;
    private boolean over;
    private LinkState state =
            new LinkState.Down("The XMPP server closed the connection; reconnecting.");

    /// Why a stream ended, and what the operator should know about it.
    record End(String why, LinkState state) {}

    ComponentStream(
            Loop loop,
            XmppConfig config,
            String domain,
            NetSocket socket,
            Consumer<Element> stanzas) {
        this.loop = loop;
        this.config = config;
        this.domain = domain;
        this.socket = socket;
        this.stanzas = stanzas;
    }

    /// Completes when the server took the handshake.
    Future<Void> ready() {
        return ready.future();
    }

    /// Completes when the stream is over; never fails.
    Future<End> ended() {
        return ended.future();
    }

    /// Opens the stream.
    void start() {
        socket.handler(data -> loop.run(() -> read(data)));
        socket.exceptionHandler(e -> log.debug("Stream of {}: {}", domain, e.toString()));
        socket.closeHandler(_ -> loop.run(this::closedBySocket));
        handshakeTimer =
                loop.after(
                        config.timeout(),
                        () ->
                                abort(
                                        new LinkState.Down(
                                                "The XMPP server did not answer the handshake of "
                                                        + domain
                                                        + " in time.")));
        write(
                Buffer.buffer(
                        "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                                + " xmlns:stream='"
                                + STREAMS
                                + "' to='"
                                + domain
                                + "'>"));
    }

    private void read(Buffer data) {
        if (over) {
            return;
        }
        QuickAck.ask(socket);
        try {
            parser.feed(data.getBytes());
        } catch (StreamFault fault) {
            refuse(fault.condition(), String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public void opened(Element header) {
        String id = header.attribute("id");
        if (!header.is("stream", STREAMS) || id == null) {
            refuse("bad-format", "That is no component stream: is this the component port?");
            return;
        }
        write(
                Buffer.buffer(
                        "<handshake>" + digest(id + config.secret().reveal()) + "</handshake>"));
    }

    @Override
    public void element(Element element) {
        if (over) {
            return;
        }
        if (element.is("error", STREAMS)) {
            failed(element);
        } else if (element.is("handshake", "jabber:client")) {
            loop.cancel(handshakeTimer);
            ready.tryComplete();
        } else if (ready.future().succeeded() && Stanzas.isStanza(element)) {
            stanzas.accept(element);
        } else {
            refuse("unsupported-stanza-type", "Unexpected " + element);
        }
    }

    @Override
    public void closed() {
        close();
    }

    private void failed(Element error) {
        Element first =
                error.children().stream()
                        .filter(child -> child.namespace().equals(STREAM_ERRORS))
                        .findFirst()
                        .orElse(error);
        state = advice(first.name());
        log.debug("Stream error {} for {}", first.name(), domain);
        close();
    }

    /// What the server's stream error means for the operator.
    private LinkState advice(String condition) {
        return switch (condition) {
            case "not-authorized" ->
                    new LinkState.BadCredentials(
                            "The XMPP server refused the secret of component "
                                    + domain
                                    + "; compare `secret` with the component's secret in the"
                                    + " server's configuration.");
            case "host-unknown" ->
                    new LinkState.BadCredentials(
                            "The XMPP server knows no component "
                                    + domain
                                    + "; add it to the server's configuration, or correct"
                                    + " `components`.");
            case "conflict" ->
                    new LinkState.Down(
                            "Another program is connected as component "
                                    + domain
                                    + "; stop it, or give this gateway another domain.");
            case "system-shutdown", "reset" ->
                    new LinkState.Down("The XMPP server shuts down; reconnecting.");
            default ->
                    new LinkState.Down(
                            "The XMPP server ended the stream of "
                                    + domain
                                    + ": "
                                    + condition.replace('-', ' ')
                                    + "; reconnecting.");
        };
    }

    /// Tells the server what it did wrong and ends the stream (RFC 6120 §4.9).
    void refuse(String condition, String text) {
        log.warn("Stream of {}: {}: {}", domain, condition, text);
        write(
                Buffer.buffer(
                        "<stream:error><"
                                + condition
                                + " xmlns='"
                                + STREAM_ERRORS
                                + "'/></stream:error>"));
        state =
                new LinkState.Down(
                        "The XMPP server sent what cannot be read (" + text + "); reconnecting.");
        close();
    }

    /// Ends the stream without a word: the server does not listen.
    void abort(LinkState why) {
        state = why;
        end();
        socket.close();
    }

    /// Says goodbye, and takes what the server sent before it read that, until it says goodbye
    /// itself (RFC 6120 §4.4): a component stream has no acknowledgement, so nobody would send it
    /// again.
    void leave() {
        if (over || leaving) {
            return;
        }
        if (!ready.future().succeeded()) {
            close();
            return;
        }
        write(Buffer.buffer("</stream:stream>"));
        leaving = true;
        farewellTimer =
                loop.after(
                        FAREWELL,
                        () -> {
                            log.info("{} is left; the server did not end the stream", domain);
                            abort(state);
                        });
    }

    /// Says goodbye and closes.
    void close() {
        if (!over) {
            socket.end(Buffer.buffer(leaving ? "" : "</stream:stream>"));
            end();
        }
    }

    private void closedBySocket() {
        end();
    }

    private void end() {
        if (!over) {
            over = true;
            loop.cancel(handshakeTimer);
            loop.cancel(farewellTimer);
            ended.tryComplete(new End(state.advice(), state));
        }
    }

    /// Sends what was written; nothing after the goodbye.
    void write(Buffer data) {
        if (!over && !leaving) {
            socket.write(data);
        }
    }

    /// Stops or resumes reading.
    void pause(boolean stop) {
        if (stop) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    /// XEP-0114 §3: the lower-case hex SHA-1 of stream id and secret.
    private static String digest(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.adapter.xmpp.wire.StreamFault;
import io.parlance.adapter.xmpp.wire.StreamParser;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

import org.awaitility.Awaitility;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/// An XMPP server as a component sees it: takes the handshake, answers pings, and otherwise does
/// what the test says.
final class ComponentServer implements AutoCloseable {
    final List<Element> received = new CopyOnWriteArrayList<>();
    final List<NetSocket> sockets = new CopyOnWriteArrayList<>();
    volatile String handshakeAnswer = "<handshake/>";
    volatile boolean answersPings = true;
    volatile String pingAnswerType = "result";
    final AtomicInteger streamErrors = new AtomicInteger();

    /// What was on its way when the component said goodbye.
    volatile String lastWords = "";

    volatile boolean saysGoodbye = true;

    volatile Function<Element, String> script = _ -> "";
    private final NetServer server;

    ComponentServer(Vertx vertx, int port) {
        server = vertx.createNetServer().connectHandler(this::accept);
        try {
            server.listen(port, "127.0.0.1").await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.actualPort();
    }

    private void accept(NetSocket socket) {
        sockets.add(socket);
        StreamParser parser =
                new StreamParser(
                        new StreamParser.Listener() {
                            @Override
                            public void opened(Element header) {
                                socket.write(
                                        "<?xml version='1.0'?><stream:stream"
                                                + " xmlns='jabber:component:accept'"
                                                + " xmlns:stream='http://etherx.jabber.org/streams'"
                                                + " id='abc' from='"
                                                + header.attribute("to")
                                                + "'>");
                            }

                            @Override
                            public void element(Element element) {
                                took(socket, element);
                            }

                            @Override
                            public void closed() {
                                if (saysGoodbye) {
                                    socket.end(Buffer.buffer(lastWords + "</stream:stream>"));
                                }
                            }
                        },
                        10_000_000,
                        200,
                        100_000);
        socket.handler(
                data -> {
                    try {
                        parser.feed(data.getBytes());
                    } catch (StreamFault e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void took(NetSocket socket, Element element) {
        if (element.name().equals("handshake")) {
            socket.write(handshakeAnswer);
        } else if (element.name().equals("error")) {
            streamErrors.incrementAndGet();
            received.add(element);
        } else if (element.child("ping", "urn:xmpp:ping") != null
                && element.attribute("to", "").equals("xmpp.test")) {
            if (answersPings) {
                socket.write(
                        "<iq type='%s' from='xmpp.test' to='%s' id='%s'/>"
                                .formatted(
                                        pingAnswerType,
                                        element.attribute("from"),
                                        element.attribute("id")));
            }
        } else {
            received.add(element);
            socket.write(script.apply(element));
        }
    }

    /// Sends XML to the component connected last.
    void send(String xml) {
        sockets.getLast().write(xml);
    }

    /// The first element that is so, once it has come.
    Element expect(Predicate<Element> wanted) {
        Awaitility.await()
                .atMost(10, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> received.stream().anyMatch(wanted));
        return received.stream().filter(wanted).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        server.close();
    }
}

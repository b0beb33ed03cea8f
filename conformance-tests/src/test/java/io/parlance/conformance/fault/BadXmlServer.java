package io.parlance.conformance.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An XMPP server that takes every handshake (XEP-0114) and then sends what is no XML, and notes
/// what it is told about that.
final class BadXmlServer implements AutoCloseable {
    private static final String HEADER =
            "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
                    + " xmlns:stream='http://etherx.jabber.org/streams' id='bad' from='bad'>";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String badXml;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /// A server that sends `badXml` to every component.
    BadXmlServer(String badXml) throws IOException {
        this.badXml = badXml;
        Thread.ofVirtual().name("bad-xml").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /// What each component said after the bad XML, in the order of their connections.
    List<String> told() {
        return List.copyOf(told);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    told.add("accept failed: " + e);
                }
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setSoTimeout(20_000);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            readUntil(in, "<stream:stream", ">");
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            readUntil(in, "<handshake", "</handshake>");
            out.write(("<handshake/>" + badXml).getBytes(StandardCharsets.UTF_8));
            told.add(readUntil(in, "</stream:stream>", ""));
        } catch (IOException e) {
            told.add("broke: " + e);
        }
    }

    /// Reads until `end` came after `begin`, or to the end.
    private static String readUntil(InputStream in, String begin, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int found = -1;
        while (found < 0 || text.indexOf(end, found + begin.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                return text.toString();
            }
            text.append((char) next);
            found = text.indexOf(begin);
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

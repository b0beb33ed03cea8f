package io.parlance.adapter.mqtt;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/// One client's plain sockets, which read ahead and can write several packets at once.
///
/// COMPAT: Paho 1.2.5 asks the operating system for every byte of a packet's head, and writes every
/// packet for itself, which also wakes the broker and its answer's reader for each: most of what a
/// message costs. Over TLS the engine reads ahead anyway, and Paho makes those sockets otherwise.
final class BufferedSockets extends SocketFactory {
    private static final Logger LOG = LoggerFactory.getLogger(BufferedSockets.class);
    private static final int BYTES = 16 * 1024;

    private final Patience patience;
    private final Gate handing = new Gate();
    private volatile @Nullable GatheredOutput output;

    BufferedSockets(Patience patience) {
        this.patience = patience;
    }

    /// So many packets are about to be handed to the client: the last is written with those before.
    /// Any thread; does not block.
    void expect(int packets) {
        GatheredOutput now = output;
        if (now != null) {
            now.expect(packets);
        }
    }

    /// To be shut while several packets are handed to the client.
    Gate handing() {
        return handing;
    }

    /// One packet less will come. Writes what waited for it, so it may block.
    void expectOneLess() {
        GatheredOutput now = output;
        if (now == null) {
            return;
        }
        try {
            now.expectOneLess();
        } catch (IOException e) {
            // The client's own next write, or its reader, finds that out and tells.
            LOG.debug("Writing to the broker", e);
        }
    }

    private final class Buffered extends Socket {
        private @Nullable InputStream in;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            InputStream now = in;
            if (now == null) {
                now =
                        new BufferedInputStream(
                                new PatientInput(super.getInputStream(), patience), BYTES);
                in = now;
            }
            return now;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            GatheredOutput now =
                    new GatheredOutput(super.getOutputStream(), BYTES, handing, patience);
            output = now;
            return now;
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Buffered();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("Paho connects its sockets itself");
    }
}

package io.parlance.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for servers that go away and come back.
public final class StablePort {
    // Below what Linux (32768) and others hand to outgoing connections: one of those would hold the
    // port while the server is away, a client that tries again and again may even meet itself
    // there.
    private static final int FIRST = 10_000;
    private static final int END = 32_000;

    private StablePort() {}

    /// A port of loopback that nobody has now and that no outgoing connection will be given.
    public static int find() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException _) {
                // Taken: another.
            }
        }
    }
}

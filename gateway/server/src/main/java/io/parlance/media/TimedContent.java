package io.parlance.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;

/// What a connection brings, until a deadline: a server that sends a byte now and then would else
/// hold its reader for ever. Closing it closes the connection.
final class TimedContent extends FilterInputStream {
    private final long deadline;
    private final Socket wire;

    TimedContent(Socket wire, long deadline) throws IOException {
        super(wire.getInputStream());
        this.wire = wire;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        check();
        return super.read(buffer, from, length);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    private void check() throws IOException {
        if (System.nanoTime() - deadline > 0) {
            throw new IOException("The file's server is too slow.");
        }
    }
}

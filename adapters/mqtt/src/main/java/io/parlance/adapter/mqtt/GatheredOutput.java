package io.parlance.adapter.mqtt;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Writes at once, unless more is known to come: then all of it together.
///
/// *Concurrency.* Paho's sender writes and flushes; the link's thread says when it has more.
final class GatheredOutput extends BufferedOutputStream {
    private boolean held;

    GatheredOutput(OutputStream out, int bytes) {
        super(out, bytes);
    }

    /// From now on a flush may wait for [#release].
    synchronized void hold() {
        held = true;
    }

    /// Writes what has gathered, and from now on at once again.
    synchronized void release() throws IOException {
        held = false;
        super.flush();
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        super.write(octet);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        super.write(bytes, from, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        if (!held) {
            super.flush();
        }
    }
}

package io.parlance.adapter.mqtt;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/// Writes at once, unless more packets are known to come: then all of them together.
///
/// *Concurrency.* Only Paho's sender writes, and it flushes once for each packet. Who hands it
/// packets says so before; that never waits for the broker.
final class GatheredOutput extends BufferedOutputStream {
    /// Packets that were announced and are not written yet. One that Paho sends by itself, such as
    /// a ping, is taken for one of them; then what gathered leaves a packet too early.
    private final AtomicInteger expected = new AtomicInteger();

    /// Shut while several packets are handed over.
    private final Gate handing;

    private final Patience patience;

    GatheredOutput(OutputStream out, int bytes, Gate handing, Patience patience) {
        super(out, bytes);
        this.handing = handing;
        this.patience = patience;
    }

    /// So many packets more are about to be written.
    void expect(int packets) {
        expected.addAndGet(packets);
    }

    @Override
    public synchronized void write(int octet) throws IOException {
        handing.pass();
        super.write(octet);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        handing.pass();
        super.write(bytes, from, length);
    }

    /// One that was expected does not come. Blocks while the broker takes no more.
    synchronized void expectOneLess() throws IOException {
        if (expected.updateAndGet(packets -> Math.max(0, packets - 1)) == 0) {
            super.flush();
        }
    }

    /// A packet was written.
    ///
    /// COMPAT: Paho 1.2.5 wakes its sender for each acknowledgement, too, if that waits for packets
    /// where it usually does.
    @Override
    public synchronized void flush() throws IOException {
        expectOneLess();
        if (patience.pays()) {
            handing.rest(Patience.MOMENT_NANOS, () -> expected.get() == 0);
        }
    }
}

package io.parlance.adapter.mqtt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/// Reads what comes at once, unless many publications are under way: then some packets at a time. A
/// broker sends each by itself, and each would wake three threads.
final class PatientInput extends FilterInputStream {
    private final Patience patience;

    PatientInput(InputStream in, Patience patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (patience.pays()) {
            LockSupport.parkNanos(this, Patience.MOMENT_NANOS);
        }
        return super.read(bytes, from, length);
    }
}

package io.parlance.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A file's content, which ends in a failure when it goes on beyond a limit.
final class BoundedContent extends FilterInputStream {
    private final long limit;
    private long count;

    BoundedContent(InputStream content, long limit) {
        super(content);
        this.limit = limit;
    }

    static IOException tooLarge(long limit) {
        return new IOException("The file has over " + limit + " bytes, the limit here.");
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        counted(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int n = super.read(buffer, from, length);
        counted(Math.max(n, 0));
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        return counted(super.skip(n));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private long counted(long n) throws IOException {
        count += n;
        if (count > limit) {
            throw tooLarge(limit);
        }
        return n;
    }
}

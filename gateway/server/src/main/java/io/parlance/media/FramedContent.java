package io.parlance.media;

import java.io.IOException;
import java.io.InputStream;

/// A body of a known length, or in chunks (RFC 9112 §7.1). That it broke off is a failure.
final class FramedContent extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean begun;

    /// @param length in bytes, or -1 if it is in chunks
    FramedContent(InputStream in, long length) {
        this.in = in;
        this.chunked = length < 0;
        this.left = Math.max(0, length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && chunked) {
            nextChunk();
        }
        if (left <= 0) {
            return -1;
        }
        int n = in.read(buffer, from, (int) Math.min(length, left));
        if (n < 0) {
            throw new IOException("The file's server broke off.");
        }
        left -= n;
        return n;
    }

    /// Reads the next chunk's size; -1 stays in `left` after the last.
    private void nextChunk() throws IOException {
        if (begun) {
            HttpAnswer.line(in);
        }
        begun = true;
        String size = HttpAnswer.line(in).replaceFirst("[;\\s].*", "");
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("The file's server answered with nonsense.");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            left = -1;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

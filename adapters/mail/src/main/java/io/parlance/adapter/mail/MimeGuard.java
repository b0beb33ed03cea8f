package io.parlance.adapter.mail;

/// Looks through a raw mail before it is parsed, so that a small mail cannot become millions of
/// objects: counts the lines that may separate parts and the bytes that may be header fields.
final class MimeGuard {
    static final int HEADER_BYTES = 512 * 1024;
    static final int SEPARATORS = 2_500;

    private MimeGuard() {}

    /// Passes, or throws in words for the log.
    static void check(byte[] raw) throws Unreadable {
        boolean header = true;
        int headerBytes = 0;
        int separators = 0;
        int start = 0;
        for (int i = 0; i <= raw.length; i++) {
            if (i < raw.length && raw[i] != '\n') {
                continue;
            }
            int length = i - start;
            if (length == 0 || (length == 1 && raw[start] == '\r')) {
                header = false;
            } else if (!header && length > 2 && raw[start] == '-' && raw[start + 1] == '-') {
                separators++;
                header = true;
            }
            headerBytes += header ? length : 0;
            if (headerBytes > HEADER_BYTES || separators > SEPARATORS) {
                throw new Unreadable("its structure is out of proportion");
            }
            start = i + 1;
        }
    }
}

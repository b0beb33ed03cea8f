package io.parlance.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An input that was made to cost time. Not a record: it holds bytes.
public final class Attack {
    /// The bar is about inputs of this size.
    public static final int MEGABYTE = 1024 * 1024;

    /// Reads an input.
    public interface Reader {
        /// Reads, and throws what the reader throws.
        void read(byte[] input) throws Exception;
    }

    private final String name;
    private final byte[] input;
    private final Reader reader;

    private Attack(String name, byte[] input, Reader reader) {
        this.name = name;
        this.input = input;
        this.reader = reader;
    }

    /// An input made of one piece again and again, up to a megabyte.
    public static String repeated(String piece) {
        return repeated(piece, MEGABYTE);
    }

    /// An input made of one piece again and again, up to `bytes`.
    public static String repeated(String piece, int bytes) {
        return piece.repeat(bytes / piece.getBytes(StandardCharsets.UTF_8).length);
    }

    /// An attack by a text; what takes it in the gateway may refuse it, but only by an exception of
    /// ours.
    public static Attack of(String name, String text, Reader reader) {
        return new Attack(name, text.getBytes(StandardCharsets.UTF_8), reader);
    }

    String name() {
        return name;
    }

    /// The processor time of one reading, in nanoseconds: other programs cannot lengthen it much.
    long nanos() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        reader.read(input);
        return threads.getCurrentThreadCpuTime() - start;
    }

    String size() {
        return String.format(Locale.ROOT, "%,d KiB", input.length / 1024);
    }
}

package io.parlance.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/// A Bloom filter of native ids' hashes: says for sure that a hash was never added, or that it may
/// have been. Blocked, so that a question costs one cache line: 16 bits and 4 probes per hash,
/// wrong one time in 400 when full. One thread adds, any ask.
final class IdFilter {
    /// How many hashes it is made for.
    static final int CAPACITY = 1 << 15;

    private static final int BLOCK_LONGS = 8;
    private static final int LONGS = CAPACITY * 16 / Long.SIZE;
    private static final int BLOCK_SHIFT =
            Long.SIZE - Integer.numberOfTrailingZeros(LONGS / BLOCK_LONGS);
    private static final int PROBES = 4;
    private static final int PROBE_BITS = 9;
    private static final int PROBE_MASK = (1 << PROBE_BITS) - 1;

    private final AtomicLongArray bits = new AtomicLongArray(LONGS);

    static IdFilter of(byte[] bytes) {
        IdFilter filter = new IdFilter();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int i = 0; i < LONGS; i++) {
            filter.bits.setPlain(i, buffer.getLong());
        }
        return filter;
    }

    byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(LONGS * Long.BYTES);
        for (int i = 0; i < LONGS; i++) {
            buffer.putLong(bits.getPlain(i));
        }
        return buffer.array();
    }

    void add(long hash) {
        int block = block(hash);
        for (int probe = 1; probe <= PROBES; probe++) {
            int bit = bit(hash, probe);
            int at = block + (bit >>> 6);
            bits.setRelease(at, bits.getPlain(at) | 1L << bit);
        }
    }

    boolean mayContain(long hash) {
        int block = block(hash);
        for (int probe = 1; probe <= PROBES; probe++) {
            int bit = bit(hash, probe);
            if ((bits.getAcquire(block + (bit >>> 6)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int block(long hash) {
        return (int) (hash >>> BLOCK_SHIFT) * BLOCK_LONGS;
    }

    private static int bit(long hash, int probe) {
        return (int) (hash >>> (BLOCK_SHIFT - probe * PROBE_BITS)) & PROBE_MASK;
    }
}

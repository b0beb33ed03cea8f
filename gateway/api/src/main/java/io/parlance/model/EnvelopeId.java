package io.parlance.model;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// The id of an envelope inside all gateways: a UUIDv7 (RFC 9562 §5.7), so ids made by one node
/// sort by the time they were made.
public record EnvelopeId(UUID value) implements Comparable<EnvelopeId> {
    private static final Randomness RANDOM = new Randomness();

    /// The last time stamp and sequence given out, as milliseconds << 12 | sequence.
    private static final AtomicLong LAST = new AtomicLong();

    /// A new id; ids of one process rise strictly, also within a millisecond (RFC 9562 §6.2, method
    /// 1).
    public static EnvelopeId next() {
        long tick = System.currentTimeMillis() << 12;
        long stamp = LAST.updateAndGet(last -> Math.max(last + 1, tick));
        long high = (stamp >>> 12 << 16) | 0x7000L | (stamp & 0xFFF);
        long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new EnvelopeId(new UUID(high, low));
    }

    /// Reads the form that [#toString()] writes.
    public static EnvelopeId parse(String text) {
        try {
            return new EnvelopeId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidValue(
                    FailureReason.CONTENT_INVALID, "'" + text + "' is no envelope id.");
        }
    }

    @Override
    public int compareTo(EnvelopeId other) {
        int time =
                Long.compareUnsigned(
                        value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return time != 0
                ? time
                : Long.compareUnsigned(
                        value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    // A key of the hub's maps: what a record has by itself goes by method handles, which costs
    // more.

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof EnvelopeId(var theirs) && value.equals(theirs));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value.toString();
    }

    /// Random numbers that cannot be guessed, drawn in blocks: a draw of eight bytes costs nearly
    /// what one of four thousand does.
    private static final class Randomness {
        private final SecureRandom source = new SecureRandom();
        private final byte[] block = new byte[4096];
        private final ByteBuffer numbers = ByteBuffer.wrap(block).limit(0);

        synchronized long nextLong() {
            if (!numbers.hasRemaining()) {
                source.nextBytes(block);
                numbers.clear();
            }
            return numbers.getLong();
        }
    }
}

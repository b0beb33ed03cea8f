package io.parlance.conformance.bench;

import java.util.Arrays;

/// Counts one run's messages: what was sent and arrived, in which order, and how long it took.
/// Written on the load generator's event loop; the counts may be read from elsewhere.
final class Tally {
    private final int conversations;
    private final int copies;
    private final long[] expected;
    private byte[] seen = new byte[1 << 12];
    private long[] sentAt = new long[1 << 12];
    private long[] nanos = new long[1 << 12];
    private int timed;
    private volatile long sent;
    private volatile long arrived;
    private long completed;
    private long copiesSeen;
    private long repeated;
    private long disordered;

    Tally(Flow flow) {
        this.conversations = flow.conversations();
        this.copies = flow.copies();
        // Where everybody writes once, there is no order.
        this.expected = new long[conversations == Integer.MAX_VALUE ? 0 : conversations];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = i;
        }
    }

    void sending(long number) {
        int at = (int) number;
        if (at == sentAt.length) {
            sentAt = Arrays.copyOf(sentAt, at * 2);
            seen = Arrays.copyOf(seen, at * 2);
        }
        sentAt[at] = System.nanoTime();
        sent = number + 1;
    }

    /// Notes an arrival; true if the message is now complete.
    boolean arrival(long number) {
        int at = (int) number;
        if (number >= sent || seen[at] >= copies) {
            repeated++;
            return false;
        }
        seen[at]++;
        copiesSeen++;
        if (seen[at] < copies) {
            return false;
        }
        if (timed == nanos.length) {
            nanos = Arrays.copyOf(nanos, timed * 2);
        }
        nanos[timed++] = System.nanoTime() - sentAt[at];
        if (expected.length > 0) {
            order(number);
        }
        arrived = ++completed;
        return true;
    }

    /// In a fan-out each message is complete when its last copy is there, which need not be in
    /// order.
    private void order(long number) {
        int conversation = (int) (number % conversations);
        if (copies == 1 && number != expected[conversation]) {
            disordered++;
        }
        expected[conversation] = number + conversations;
    }

    long sent() {
        return sent;
    }

    long arrived() {
        return arrived;
    }

    /// What is wrong with the run, in words; empty if nothing.
    String faults() {
        StringBuilder faults = new StringBuilder();
        if (arrived < sent) {
            faults.append(sent - arrived).append(" lost ");
            if (copies > 1) {
                faults.append("(%d copies seen of %d) ".formatted(copiesSeen, sent * copies));
            }
        }
        if (repeated > 0) {
            faults.append(repeated).append(" twice ");
        }
        if (disordered > 0) {
            faults.append(disordered).append(" out of order ");
        }
        return faults.toString().strip();
    }

    /// The time below which this share of messages arrived, in milliseconds; NaN if none did.
    double millis(double share) {
        if (timed == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, timed);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(timed - 1L, Math.round(share * timed))] / 1e6;
    }
}

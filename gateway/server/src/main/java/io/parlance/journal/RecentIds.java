package io.parlance.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The newest native ids, by their hashes, in the order in which they came. In memory only: until
/// they are in a part on disk they follow from the rows of their envelopes and deliveries.
///
/// Concurrency: the writer adds and clears; readers ask. Ids of what was rolled back stay: that
/// costs a look in vain, no more.
final class RecentIds {
    /// How many there are when they are moved. A search looks at all of them: some microseconds.
    static final int LIMIT = 4096;

    private volatile Ids ids;

    /// @param mark the ids of envelopes up to this number are on disk
    RecentIds(long mark) {
        ids = new Ids(mark, 0, new long[LIMIT], new long[LIMIT]);
    }

    /// Those that were there at one time: what is added later comes behind `count`.
    private static final class Ids {
        private final long mark;
        private final int count;
        private final long[] hashes;
        private final long[] envelopes;

        Ids(long mark, int count, long[] hashes, long[] envelopes) {
            this.mark = mark;
            this.count = count;
            this.hashes = hashes;
            this.envelopes = envelopes;
        }

        Ids plus(long hash, long envelope) {
            boolean full = count == hashes.length;
            long[] toHashes = full ? Arrays.copyOf(hashes, 2 * count) : hashes;
            long[] toEnvelopes = full ? Arrays.copyOf(envelopes, 2 * count) : envelopes;
            toHashes[count] = hash;
            toEnvelopes[count] = envelope;
            return new Ids(mark, count + 1, toHashes, toEnvelopes);
        }
    }

    /// Whether an envelope's ids belong here; else they belong on disk at once.
    boolean takes(long envelope) {
        return envelope > ids.mark;
    }

    void add(long hash, long envelope) {
        ids = ids.plus(hash, envelope);
    }

    /// Whether there are enough to be moved, when the newest envelope has this number.
    boolean full(long newest) {
        Ids now = ids;
        return now.count >= LIMIT || newest - now.mark >= LIMIT;
    }

    int count() {
        return ids.count;
    }

    long hash(int position) {
        return ids.hashes[position];
    }

    long envelope(int position) {
        return ids.envelopes[position];
    }

    /// Forgets all: they are on disk, as are those of envelopes up to `newest`.
    void clear(long newest) {
        ids = new Ids(newest, 0, new long[LIMIT], new long[LIMIT]);
    }

    /// The envelopes that may have an id of this hash.
    List<Long> envelopes(long hash) {
        Ids now = ids;
        List<Long> found = List.of();
        for (int i = 0; i < now.count; i++) {
            if (now.hashes[i] == hash) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(now.envelopes[i]);
            }
        }
        return found;
    }
}

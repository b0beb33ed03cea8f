package io.parlance.spi;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/// Finds what somebody probably meant to write.
final class Spelling {
    private Spelling() {}

    /// The candidate at an edit distance of at most 2 or a third of the word, nearest first; null
    /// if none.
    static @Nullable String nearest(String word, Collection<String> candidates) {
        String best = null;
        int limit = Math.max(2, word.length() / 3);
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance <= limit) {
                best = candidate;
                limit = distance - 1;
            }
        }
        return best;
    }

    /// Levenshtein's distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}

package io.parlance.spi;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;

/// Finds what somebody probably meant to write.
public final class Spelling {
    private Spelling() {}

    /// The candidate at an edit distance of at most 2 or a third of the word, nearest first; null
    /// if none.
    public static @Nullable String nearest(String word, Collection<String> candidates) {
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

    /// The candidate that is `word` but for one slip of the pen: a letter too many or too few, two
    /// that changed places, a wrong one that is not the first, or another style (`serverName`,
    /// `server-name`); null if none. Nearness alone would take `port` for `host`, and `as_token`
    /// for `hs_token`.
    static @Nullable String slip(String word, Collection<String> candidates) {
        for (String candidate : candidates) {
            if (bare(candidate).equals(bare(word)) || slipped(word, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static String bare(String word) {
        return word.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean slipped(String a, String b) {
        int length = Math.min(a.length(), b.length());
        int same = 0;
        while (same < length && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        String restA = a.substring(same);
        String restB = b.substring(same);
        if (restA.length() != restB.length()) {
            return restA.length() > restB.length()
                    ? restA.substring(1).equals(restB)
                    : restB.substring(1).equals(restA);
        }
        if (restA.isEmpty()) {
            return true;
        }
        boolean wrong = same > 0 && a.length() > 3 && restA.substring(1).equals(restB.substring(1));
        boolean swapped =
                restA.length() > 1
                        && restA.charAt(0) == restB.charAt(1)
                        && restA.charAt(1) == restB.charAt(0)
                        && restA.substring(2).equals(restB.substring(2));
        return wrong || swapped;
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

package io.parlance.conformance.bench;

import java.util.Arrays;
import java.util.Locale;

/// Values of several rounds: their median, and how far they lie apart.
record Ratios(double median, double least, double most, int rounds) {
    /// The median of these; NaN values do not count.
    static Ratios of(double... values) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int n = sorted.length;
        if (n == 0) {
            return new Ratios(Double.NaN, Double.NaN, Double.NaN, 0);
        }
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Ratios(median, sorted[0], sorted[n - 1], n);
    }

    /// With so many digits after the point, such as `0.61 (0.58-0.66)`.
    String text(int digits) {
        String number = "%." + digits + "f";
        return rounds == 0
                ? "no valid round"
                : String.format(
                        Locale.ROOT,
                        number + " (" + number + "-" + number + ")",
                        median,
                        least,
                        most);
    }
}

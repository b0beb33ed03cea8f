package io.parlance.conformance.score.cases;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A verdict with its evidence.
///
/// @param quote what a person reads in place of the native form, or what is wrong, or why nothing
///   could be said
/// @param proof what arrived and decided it
/// @param arrived everything that arrived and has to do with it
public record Judgement(
        Verdict verdict, String quote, @Nullable Arrival proof, List<Arrival> arrived) {
    /// Copies the list.
    public Judgement {
        arrived = List.copyOf(arrived);
    }

    /// A verdict about nothing that arrived.
    public static Judgement without(Verdict verdict, String why) {
        return new Judgement(verdict, why, null, List.of());
    }
}

package io.parlance.conformance.bench;

import java.util.List;
import java.util.Set;

/// How much is measured.
///
/// @param quick whether a few minutes must do
/// @param rounds how often floor, direct path and gateway take turns
/// @param seconds how long each turn is measured
/// @param warmUp messages that pass the gateway before anything counts
/// @param warmUpSeconds how long that may take at most
/// @param only the parts to run; empty for all
/// @param flags further flags for the gateway's JVM
record Plan(
        boolean quick,
        int rounds,
        double seconds,
        long warmUp,
        double warmUpSeconds,
        Set<String> only,
        List<String> flags) {
    /// Messages outstanding when the most that goes through is asked for.
    static final int WINDOW = 500;

    private static final Set<String> HURRIED = Set.of("memory", "xmpp-mqtt", "mqtt-xmpp", "start");

    /// What is asked for on the command line.
    static Plan of(boolean quick, int rounds, List<String> only, List<String> flags) {
        int turns = rounds > 0 ? rounds : quick ? 2 : 5;
        return quick
                ? new Plan(true, turns, 1, 60_000, 30, Set.copyOf(only), flags)
                : new Plan(false, turns, 2, 60_000, 60, Set.copyOf(only), flags);
    }

    /// Whether this part is wanted. In a hurry, only some are unless they are asked for.
    boolean wants(String part) {
        return only.isEmpty() ? !quick || HURRIED.contains(part) : only.contains(part);
    }
}

package io.parlance.hub;

import io.parlance.model.Hop;
import io.parlance.model.Limits;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Cuts loops between gateways by the trail that a message carries in every network. Pure.
final class LoopGuard {
    private LoopGuard() {}

    /// Why a message with this trail must not go on, in a word for traces; null if it may.
    static @Nullable String loop(String gateway, List<Hop> trail) {
        if (trail.size() > Limits.HOPS) {
            return "too-many-hops";
        }
        for (Hop hop : trail) {
            if (hop.gateway().equals(gateway)) {
                return "loop";
            }
        }
        return null;
    }
}

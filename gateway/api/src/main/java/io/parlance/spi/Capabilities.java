package io.parlance.spi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a network can express, as data; the hub's degrader alone decides what becomes of the rest.
///
/// @param support per feature; one that is not named counts as `FALLBACK`
/// @param textBytes the longest text that one message may have there, in UTF-8 bytes
public record Capabilities(Map<Feature, Support> support, int textBytes) {
    /// Copies the map.
    public Capabilities {
        Map<Feature, Support> copy = new EnumMap<>(Feature.class);
        copy.putAll(support);
        support = Collections.unmodifiableMap(copy);
    }

    /// How well `feature` is expressed.
    public Support of(Feature feature) {
        return support.getOrDefault(feature, Support.FALLBACK);
    }

    /// Whether the network has `feature` itself, perhaps with limits.
    public boolean has(Feature feature) {
        return of(feature).compareTo(Support.PARTIAL) >= 0;
    }
}

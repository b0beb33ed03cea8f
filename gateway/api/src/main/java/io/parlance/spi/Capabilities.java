package io.parlance.spi;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a network, or one conversation on it, can express, as data; the hub's degrader alone
/// decides what becomes of the rest.
///
/// @param support per feature; one that is not named counts as `FALLBACK`
/// @param bounds how much of it
public record Capabilities(Map<Feature, Support> support, Bounds bounds) {
    /// How much a network takes.
    ///
    /// @param textBytes the longest text that one message may have, in UTF-8 bytes
    /// @param attachmentBytes the largest file, in bytes; a larger one is told as a link
    /// @param reactions how many different reactions one person may have on a message
    /// @param editSeconds how old a message may be to be replaced, in seconds
    public record Bounds(int textBytes, long attachmentBytes, int reactions, long editSeconds) {
        /// No bounds but that of the text.
        public static Bounds text(int bytes) {
            return new Bounds(bytes, Long.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);
        }
    }

    /// Copies the map.
    public Capabilities {
        Map<Feature, Support> copy = new EnumMap<>(Feature.class);
        copy.putAll(support);
        support = Collections.unmodifiableMap(copy);
    }

    /// With no other bound than the longest text, in UTF-8 bytes.
    public Capabilities(Map<Feature, Support> support, int textBytes) {
        this(support, Bounds.text(textBytes));
    }

    /// The longest text that one message may have there, in UTF-8 bytes.
    public int textBytes() {
        return bounds.textBytes();
    }

    /// The same, but for these features.
    public Capabilities with(Map<Feature, Support> other) {
        Map<Feature, Support> all = new EnumMap<>(Feature.class);
        all.putAll(support);
        all.putAll(other);
        return new Capabilities(all, bounds);
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

package io.parlance.adapter.matrix;

/// Which event a replacement replaced. What is said about a replacement is about the original
/// ("Event replacements"); clients and other bridges do not all keep to that. The newest
/// replacements, in memory; thread-safe.
final class Originals {
    private static final int REMEMBERED = 20_000;

    private final Lru<String, String> originals = new Lru<>(REMEMBERED);

    void replaced(String original, String replacement) {
        originals.put(replacement, of(original));
    }

    /// The original of an event that may be a replacement.
    String of(String event) {
        String original = originals.get(event);
        return original == null ? event : original;
    }
}

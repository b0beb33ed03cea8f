package io.parlance.adapter.matrix;

import io.parlance.model.NativeId;

import java.util.List;

/// Messages that became several events: others refer to one by its first event, and who takes it
/// back takes all of them. The newest, in memory; thread-safe.
final class Pieces {
    private static final int REMEMBERED = 5_000;

    private final Lru<String, List<String>> following = new Lru<>(REMEMBERED);

    void said(List<NativeId> ids) {
        if (ids.size() > 1) {
            List<String> rest = ids.subList(1, ids.size()).stream().map(NativeId::value).toList();
            following.put(ids.getFirst().value(), rest);
        }
    }

    /// The events of a message beyond its first.
    List<String> after(String event) {
        List<String> rest = following.get(event);
        return rest == null ? List.of() : rest;
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

/// The native ids of messages from clients whose own ids are too short to be unique: an id means
/// the newest message that has it. Confined to the event loop.
final class Shortened {
    private static final int REMEMBERED = 2_000;

    private final NativeIds ids;
    private final Recent<String, NativeId> newest = new Recent<>(REMEMBERED);

    Shortened(NativeIds ids) {
        this.ids = ids;
    }

    /// The native id of a message that has just come in; null if it has none that can be kept.
    @Nullable NativeId arrived(String sender, String recipient, String id) {
        NativeId plain = ids.direct(sender, recipient, id);
        NativeId given = ids.arrived(sender, recipient, id);
        if (plain != null && given != null && !given.equals(plain)) {
            newest.put(plain.value(), given);
        }
        return given;
    }

    /// The native id of the newest message with this id.
    @Nullable NativeId of(String sender, String recipient, String id) {
        NativeId plain = ids.direct(sender, recipient, id);
        return plain == null ? null : newest.getOrDefault(plain.value(), plain);
    }
}

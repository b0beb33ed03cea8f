package io.parlance.adapter.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.parlance.model.Event;
import io.parlance.model.MessageRef;

import org.jspecify.annotations.Nullable;

/// What a message to be sent relates to ("Rich replies", "Threading").
///
/// @param answered the event that it answers, or null
/// @param root the event that began its thread, or null
record Relations(@Nullable String answered, @Nullable String root) {
    static final Relations NONE = new Relations(null, null);

    /// The relations of a message, as far as they are known here.
    static Relations of(Event.Message message, Originals originals, Threads threads) {
        String thread = id(message.thread());
        String answered = id(message.inReplyTo());
        return new Relations(
                answered == null ? null : originals.of(answered),
                thread == null ? null : threads.root(originals.of(thread)));
    }

    private static @Nullable String id(@Nullable MessageRef ref) {
        return ref == null || ref.nativeId() == null ? null : ref.nativeId().value();
    }

    /// The same thread, and no answer: what follows the first event of a message.
    Relations following() {
        return new Relations(null, root);
    }

    /// Puts the relations into a content.
    void write(ObjectNode content, Threads threads) {
        if (root == null && answered == null) {
            return;
        }
        ObjectNode relates = content.putObject("m.relates_to");
        if (root != null) {
            relates.put("rel_type", "m.thread").put("event_id", root);
            relates.put("is_falling_back", answered == null);
        }
        String shown = answered != null ? answered : threads.latest(String.valueOf(root));
        relates.putObject("m.in_reply_to").put("event_id", shown);
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Delivery;
import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.function.Function;

/// How stanzas name messages and people in one conversation. Pure but for what it remembers.
///
/// @param original the id that the sender's own client gave a message; corrections refer to it
/// @param thread the id of the thread that a message began
/// @param quote what is known of a message that is answered
/// @param mention the JID, as a URI, of somebody who is mentioned by the URI of their own network
record Naming(
        Function<MessageRef, @Nullable String> original,
        Function<MessageRef, @Nullable String> thread,
        Function<NativeId, Memory.@Nullable Quote> quote,
        Function<String, @Nullable String> mention) {
    /// The same, but for how senders' own ids are found.
    Naming by(Function<MessageRef, @Nullable String> other) {
        return new Naming(other, thread, quote, mention);
    }

    /// The id by which others refer to a message (XEP-0359 in a room), or null if it has none here.
    static @Nullable String id(MessageRef ref) {
        NativeId id = ref.nativeId();
        return id == null ? null : NativeIds.id(id);
    }

    /// The id that a ghost gave a message when it was delivered to where `delivery` goes: the key
    /// of that delivery.
    static @Nullable String key(Delivery delivery, MessageRef ref) {
        EnvelopeId id = ref.envelope();
        return id == null ? id(ref) : key(delivery, id);
    }

    private static String key(Delivery delivery, EnvelopeId id) {
        Envelope now = delivery.envelope();
        Envelope then =
                new Envelope(
                        id,
                        now.origin(),
                        now.sender(),
                        now.conversation(),
                        now.nativeIds(),
                        now.sentAt(),
                        now.trail(),
                        now.event());
        return new Delivery(then, delivery.destination(), delivery.target(), Set.of(), 1).key();
    }
}

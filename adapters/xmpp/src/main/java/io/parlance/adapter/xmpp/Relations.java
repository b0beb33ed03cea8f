package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// What a stanza says of earlier messages: that they are taken back (XEP-0424), by their author or
/// by a moderator (XEP-0425), or what somebody thinks of them (XEP-0444). Pure.
final class Relations {
    private Relations() {}

    /// How ids in a stanza become native ids.
    ///
    /// @param own the sender's own earlier messages by the ids their client gave them
    /// @param others messages by the ids that others name them by
    /// @param retracted messages that are taken back; in a room by the room's id
    /// @param thread threads
    /// @param mention whom an `xmpp:` URI names, as a URI of their own network, or null if nobody
    record Refs(
            Function<String, @Nullable NativeId> own,
            Function<String, @Nullable NativeId> others,
            Function<String, @Nullable NativeId> retracted,
            Function<String, @Nullable NativeId> thread,
            Function<String, @Nullable String> mention) {}

    /// A moderator's retraction as the room tells it.
    ///
    /// @param id the room's id of the message
    /// @param by the moderator's place in the room, or empty
    record Moderation(String id, String by, @Nullable String reason) {}

    /// What the sender does to an earlier message, or null.
    static @Nullable Event read(Element raw, Refs refs) {
        Element retract = raw.child("retract", Tags.RETRACT);
        if (retract != null && retract.attribute("id") != null) {
            return new Event.Retraction(ref(refs.retracted(), retract), null);
        }
        Element fastened = raw.child("apply-to", Tags.FASTEN);
        if (fastened != null && fastened.child("retract", Tags.RETRACT_0) != null) {
            return new Event.Retraction(ref(refs.own(), fastened), null);
        }
        Element reactions = raw.child("reactions", Tags.REACTIONS);
        if (reactions != null) {
            List<String> emoji =
                    reactions.children("reaction", Tags.REACTIONS).stream()
                            .map(reaction -> reaction.text().strip())
                            .filter(text -> !text.isEmpty())
                            .distinct()
                            .toList();
            return new Event.Reaction(ref(refs.others(), reactions), emoji);
        }
        return null;
    }

    /// What a moderator took back, or null; whether it came from the room itself, the caller
    /// checks.
    static @Nullable Moderation moderation(Element raw) {
        Element retract = raw.child("retract", Tags.RETRACT);
        Element moderated = retract == null ? null : retract.child("moderated", Tags.MODERATE);
        if (retract != null && moderated != null) {
            Element reason = retract.child("reason", Tags.RETRACT);
            return moderation(retract, moderated, reason);
        }
        Element fastened = raw.child("apply-to", Tags.FASTEN);
        Element older = fastened == null ? null : fastened.child("moderated", Tags.MODERATE_0);
        if (fastened == null || older == null || older.child("retract", Tags.RETRACT_0) == null) {
            return null;
        }
        return moderation(fastened, older, older.child("reason", Tags.MODERATE_0));
    }

    private static Moderation moderation(
            Element target, Element moderated, @Nullable Element reason) {
        return new Moderation(
                target.attribute("id", ""),
                moderated.attribute("by", ""),
                reason == null || reason.text().isBlank() ? null : reason.text());
    }

    /// The message that an element names by its `id`.
    static MessageRef ref(Function<String, @Nullable NativeId> scope, Element target) {
        String id = target.attribute("id", "");
        return new MessageRef(id.isEmpty() ? null : scope.apply(id), null);
    }
}

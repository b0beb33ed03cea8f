package io.parlance.hub;

import io.parlance.model.Envelope;
import io.parlance.model.EnvelopeId;
import io.parlance.model.Event;
import io.parlance.model.MessageRef;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which of a message's edits is the newest, so that one that was held up on its way does not undo
/// a later one; and which messages were taken back, so that none comes to life again. Of the newest
/// only, and only in memory: a network that brings its events in order needs none of it. Lives on
/// the hub's loop.
final class Revisions {
    private static final int REMEMBERED = 4_096;

    private final Map<EnvelopeId, Instant> newest = new LinkedHashMap<>();

    /// Why what `envelope` does to a message is out of date, in a word; null if it is not. Then it
    /// is noted.
    @Nullable String outdated(Envelope envelope) {
        return switch (envelope.event()) {
            case Event.Edit(MessageRef target, _) -> note(target, envelope.sentAt());
            case Event.Retraction(MessageRef target, _, _) -> {
                note(target, Instant.MAX);
                yield null;
            }
            case Event.Message _,
                    Event.Reaction _,
                    Event.Membership _,
                    Event.RoleChange _,
                    Event.RoomChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    null;
        };
    }

    private @Nullable String note(MessageRef target, Instant at) {
        EnvelopeId message = target.envelope();
        if (message == null) {
            return null;
        }
        Instant known = newest.get(message);
        if (known != null && known.isAfter(at)) {
            return known.equals(Instant.MAX) ? "taken-back" : "older-edit";
        }
        newest.put(message, at);
        if (newest.size() > REMEMBERED) {
            var eldest = newest.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return null;
    }
}

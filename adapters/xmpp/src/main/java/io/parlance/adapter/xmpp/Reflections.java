package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What a room repeated to the listener: the acknowledgement of what our ghosts said (XEP-0045
/// §7.4). Confined to the event loop.
final class Reflections {
    private static final int REMEMBERED = 1000;
    private static final int SUBJECTS = 10;

    private final Parts parts;
    private final Recent<String, Outcome> seen = new Recent<>(REMEMBERED);
    private final Map<String, Promise<Outcome>> awaited = new HashMap<>();

    /// The ids of messages by the subjects that they set.
    private final Recent<String, String> subjects = new Recent<>(SUBJECTS);

    Reflections(Parts parts) {
        this.parts = parts;
    }

    /// The room repeated a message.
    void seen(Element message, String stanzaId, String room, String nick) {
        String id = message.attribute("id", "");
        String subject = MessageReader.subject(message);
        if (subject != null && subjects.containsKey(subject)) {
            // COMPAT: Prosody 0.12 repeats a new subject under an id of its own.
            id = String.valueOf(subjects.remove(subject));
        }
        if (id.isEmpty()) {
            return;
        }
        seen(id, stanzaId, room, nick);
    }

    private void seen(String id, String stanzaId, String room, String nick) {
        Outcome outcome =
                Outcomes.delivered(
                        parts.ids().room(room, stanzaId),
                        parts.ids().occupant(room + "/" + nick, id));
        seen.put(id, outcome);
        complete(id, _ -> outcome);
    }

    /// What became of a message if it was seen before, or null.
    @Nullable Outcome outcome(String id) {
        return seen.get(id);
    }

    /// The message with this id, which is sent now, sets this subject.
    void subject(String id, String text) {
        subjects.put(text, id);
    }

    /// What becomes of the message that is sent now.
    Future<Outcome> await(String id) {
        Promise<Outcome> promise = Promise.promise();
        awaited.put(id, promise);
        parts.loop()
                .after(
                        parts.config().timeout(),
                        () -> complete(id, _ -> lost(FailureReason.TIMEOUT)));
        return promise.future();
    }

    /// The room refused the message with this id.
    void refused(String id, Outcome outcome) {
        complete(id, _ -> outcome);
    }

    /// Nothing more will be seen: the listener is out.
    void abandon() {
        for (String id : List.copyOf(awaited.keySet())) {
            complete(id, _ -> lost(FailureReason.LINK_DOWN));
        }
    }

    private void complete(String id, Function<String, Outcome> outcome) {
        Promise<Outcome> promise = awaited.remove(id);
        if (promise != null) {
            promise.complete(outcome.apply(id));
        }
    }

    private static Outcome lost(FailureReason reason) {
        return Outcome.deferred(
                Failure.uncertain(
                        reason,
                        "The room did not confirm the message.",
                        "no reflection came from the room"));
    }
}

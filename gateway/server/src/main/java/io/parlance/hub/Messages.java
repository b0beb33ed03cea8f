package io.parlance.hub;

import io.parlance.journal.Journal;
import io.parlance.model.Envelope;
import io.parlance.model.NativeId;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds messages by the ids that networks gave them: the newest from memory, so that a reply, an
/// edit or a receipt right after a message costs no query and is never too early; all others from
/// the journal. Lives on the hub's loop.
final class Messages {
    private static final int REMEMBERED = 4_096;

    private final Journal journal;
    private final Map<NativeId, Known> newest = new LinkedHashMap<>();

    Messages(Journal journal) {
        this.journal = journal;
    }

    /// The message with this id, if it is among the newest.
    @Nullable Known recent(NativeId id) {
        return newest.get(id);
    }

    /// The message with this id, if there is one.
    Future<Optional<Known>> find(NativeId id) {
        Known known = newest.get(id);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return journal.envelopeOf(id)
                .compose(
                        envelope ->
                                envelope.isEmpty()
                                        ? Future.succeededFuture(Optional.empty())
                                        : journal.envelope(envelope.get())
                                                .map(found -> found.map(Known::of)));
    }

    /// Remembers a message by the ids that its own network gave it.
    ///
    /// @return what is known of it now; null if it has no id
    @Nullable Known remember(Envelope envelope) {
        if (envelope.nativeIds().isEmpty()) {
            return null;
        }
        Known known = Known.of(envelope);
        remember(envelope.nativeIds(), known);
        return known;
    }

    /// Remembers that `envelope` has these ids elsewhere.
    void remember(Envelope envelope, List<NativeId> ids) {
        Known known =
                envelope.nativeIds().isEmpty() ? null : newest.get(envelope.nativeIds().getFirst());
        if (known == null || !known.id().equals(envelope.id())) {
            known = Known.of(envelope);
        }
        remember(ids, known);
    }

    /// An id that is remembered already keeps its message.
    private void remember(List<NativeId> ids, Known known) {
        for (int i = 0; i < ids.size(); i++) {
            newest.putIfAbsent(ids.get(i), known);
        }
        if (newest.size() > REMEMBERED) {
            var eldest = newest.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /// Forgets a message that did not become durable after all.
    void forget(List<NativeId> ids, Known known) {
        for (NativeId id : ids) {
            newest.remove(id, known);
        }
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.NativeId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is remembered of what was said lately: how it began, for the quotations that clients
/// without replies show (XEP-0461 §3.1), the thread it is in, which message an edit replaced, and
/// which occupant of an anonymous room wrote it. Lost at a restart; nothing breaks then, but
/// quotations are missing. Confined to the event loop.
final class Memory {
    private static final int REMEMBERED = 4_000;
    private static final int LENGTH = 200;

    private final Recent<String, Quote> said = new Recent<>(REMEMBERED);
    private final Recent<String, String> threads = new Recent<>(REMEMBERED);
    private final Recent<String, NativeId> originals = new Recent<>(REMEMBERED);
    private final Recent<String, String> occupants = new Recent<>(REMEMBERED);

    /// What somebody said.
    ///
    /// @param author the JID that said it, as seen on XMPP
    /// @param text its beginning
    record Quote(String author, String text) {}

    /// Notes what was said, if it is speech; an edit is what counts from then on.
    void note(@Nullable NativeId id, String author, Event event) {
        switch (event) {
            case Event.Message said when id != null -> put(id, author, said.body());
            case Event.Edit(var target, var body) when target.nativeId() != null ->
                    put(target.nativeId(), author, body);
            default -> {}
        }
    }

    private void put(NativeId id, String author, Body body) {
        String text = body.text();
        if (text.isEmpty()) {
            text = body.attachments().getFirst().name();
        }
        if (text.length() > LENGTH) {
            text = text.substring(0, text.offsetByCodePoints(0, LENGTH / 2)) + "…";
        }
        said.put(id.value(), new Quote(author, text));
    }

    /// What is known of a message.
    @Nullable Quote of(NativeId id) {
        return said.get(id.value());
    }

    /// Notes that a message that was read from a stanza began or continued a thread.
    void thread(List<NativeId> ids, @Nullable String thread) {
        if (thread != null && !ids.isEmpty()) {
            threads.put(ids.getFirst().value(), thread);
        }
    }

    /// The thread of a message by the name that the client that began it gave, if it is known.
    @Nullable String thread(NativeId id) {
        return threads.get(id.value());
    }

    /// Notes that the message with these ids is an edit of `original`.
    void edited(List<NativeId> ids, Event event) {
        if (event instanceof Event.Edit(var target, _) && target.nativeId() != null) {
            ids.forEach(id -> originals.put(id.value(), target.nativeId()));
        }
    }

    /// The message that counts: clients refer to the edit of a message too.
    @Nullable NativeId original(@Nullable NativeId id) {
        return id == null ? null : originals.getOrDefault(id.value(), id);
    }

    /// Notes which occupant wrote a message (XEP-0421): in an anonymous room somebody else can take
    /// the nick later.
    void occupant(List<NativeId> ids, String occupantId) {
        ids.forEach(id -> occupants.put(id.value(), occupantId));
    }

    /// Whether somebody else wrote the message, as far as is known.
    boolean othersWrote(@Nullable NativeId id, String occupantId) {
        String author = id == null ? null : occupants.get(id.value());
        return author != null && !author.equals(occupantId);
    }
}

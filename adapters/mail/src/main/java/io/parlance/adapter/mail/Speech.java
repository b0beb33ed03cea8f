package io.parlance.adapter.mail;

import io.parlance.model.Event;
import io.parlance.model.MessageRef;
import io.parlance.model.NativeId;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An event as a mail: the words for people, the header fields for chat programs, and the mails it
/// belongs to. Pure.
///
/// @param content the words
/// @param answered the Message-ID of the mail that it is about, or null
/// @param thread the Message-ID of the mail that began the thread it is in, or null
/// @param fields what chat programs read
/// @param automatic whether a machine said it
record Speech(
        MailContent content,
        @Nullable String answered,
        @Nullable String thread,
        Map<String, String> fields,
        boolean automatic) {

    /// A message.
    static Speech message(Event.Message message, Participant sender) {
        return new Speech(
                Wording.message(message, sender),
                id(message.inReplyTo()),
                id(message.thread()),
                ChatFields.of(message),
                message.style() == Event.Style.NOTICE);
    }

    /// An edit. It names the original also after others (chatmail, `Chat-Edit`).
    static Speech edit(Event.Edit edit) {
        String target = id(edit.target());
        return about(Wording.edit(edit.body()), target, "Chat-Edit", target);
    }

    /// One or more mails taken back.
    static Speech retraction(List<Event.Retraction> retractions, Excerpts excerpts) {
        List<String> targets =
                retractions.stream()
                        .map(it -> id(it.target()))
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList();
        String first = targets.isEmpty() ? null : targets.getFirst();
        String excerpt = targets.size() == 1 ? excerpts.of(targets.getFirst()) : null;
        String all = targets.isEmpty() ? null : String.join(" ", targets);
        return about(Wording.retraction(excerpt), first, "Chat-Delete", all);
    }

    /// A reaction.
    static Speech reaction(Event.Reaction reaction, Excerpts excerpts) {
        String target = id(reaction.target());
        String excerpt = target == null ? null : excerpts.of(target);
        return about(Wording.reaction(reaction.emoji(), excerpt), target, "", null);
    }

    /// A room's new name or topic.
    ///
    /// @param before the name it had
    static Speech roomChange(Event.RoomChange change, String before) {
        MailContent words = Wording.roomChange(change);
        String name = change.name();
        Map<String, String> fields = new LinkedHashMap<>();
        if (name != null && !name.isEmpty()) {
            fields.put("Chat-Group-Name", name);
            fields.put("Chat-Group-Name-Changed", before);
        }
        return new Speech(words == null ? MailContent.of("") : words, null, null, fields, false);
    }

    /// Whether it only changes or marks an earlier mail.
    boolean changes() {
        return content.reaction() != null
                || fields.containsKey("Chat-Delete")
                || fields.containsKey("Chat-Edit");
    }

    /// Whether it is worth asking if it was seen.
    boolean asks() {
        return !automatic && !changes();
    }

    private static Speech about(
            MailContent content, @Nullable String target, String field, @Nullable String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (value != null) {
            fields.put(field, value);
        }
        return new Speech(content, target, null, fields, false);
    }

    /// The Message-ID behind a reference.
    static @Nullable String id(@Nullable MessageRef ref) {
        NativeId id = ref == null ? null : ref.nativeId();
        return id == null ? null : MessageIds.read(MessageIds.bare(id.value()));
    }
}

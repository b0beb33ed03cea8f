package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.parlance.model.text.RichText;

import org.jspecify.annotations.Nullable;

/// Events in words, for mail has nothing but words.
final class Wording {
    private Wording() {}

    /// What to write.
    ///
    /// @param rich the same with its formatting, or null
    record Words(String text, @Nullable RichText rich) {
        /// Words without formatting.
        static Words of(String text) {
            return new Words(text, null);
        }

        Words after(String before) {
            return new Words(before + text, rich == null ? null : rich.after(before));
        }
    }

    /// A body with its files as links.
    static Words body(Body body) {
        StringBuilder text = new StringBuilder(body.text());
        RichText rich = body.rich();
        for (Attachment file : body.attachments()) {
            String line = line(file);
            text.append(text.isEmpty() ? "" : "\n").append(line);
            rich = rich == null ? null : rich.above(RichText.lines(line));
        }
        return new Words(text.toString(), rich);
    }

    private static String line(Attachment file) {
        return "\ud83d\udcce "
                + file.name()
                + (file.size() >= 0 ? " (" + Bodies.size(file.size()) + ")" : "")
                + " "
                + file.location();
    }

    /// A message in the style it was meant.
    static Words message(Event.Message message, Participant sender) {
        Words words = body(message.body());
        return switch (message.style()) {
            case CHAT, NOTICE -> words;
            case EMOTE -> words.after("* " + sender.shownName() + " ");
        };
    }

    /// A reaction, whose message the reader finds by the thread.
    static String reaction(Event.Reaction reaction) {
        return reaction.emoji().isEmpty()
                ? "took back a reaction"
                : "reacted " + String.join(" ", reaction.emoji());
    }
}

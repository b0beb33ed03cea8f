package io.parlance.adapter.mail;

import io.parlance.model.Attachment;
import io.parlance.model.Body;
import io.parlance.model.Event;
import io.parlance.model.Participant;

/// Events in words, for mail has nothing but words.
final class Wording {
    private Wording() {}

    /// A body with its files as links.
    static String body(Body body) {
        StringBuilder text = new StringBuilder(body.text());
        for (Attachment file : body.attachments()) {
            text.append(text.isEmpty() ? "" : "\n").append("\ud83d\udcce ").append(file.name());
            text.append(file.size() >= 0 ? " (" + Bodies.size(file.size()) + ")" : "");
            text.append(' ').append(file.location());
        }
        return text.toString();
    }

    /// A message in the style it was meant.
    static String message(Event.Message message, Participant sender) {
        String text = body(message.body());
        return switch (message.style()) {
            case CHAT, NOTICE -> text;
            case EMOTE -> "* " + sender.shownName() + " " + text;
        };
    }

    /// A reaction, whose message the reader finds by the thread.
    static String reaction(Event.Reaction reaction) {
        return reaction.emoji().isEmpty()
                ? "took back a reaction"
                : "reacted " + String.join(" ", reaction.emoji());
    }
}

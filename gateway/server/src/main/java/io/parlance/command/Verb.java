package io.parlance.command;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// What one can ask the bot for, in the order in which help tells it.
public enum Verb {
    /// What there is to ask for.
    HELP("help [COMMAND]", "what you can ask for; with a command, how it is used"),
    /// Who is in a room.
    WHO("who [ROOM]", "who is in this room, or in the one you name, and on which networks"),
    /// What gets lost between networks.
    LOSS(
            "loss [ROOM …]",
            "what the networks of this room, or of those you name, cannot show of what the others"
                    + " write"),
    /// Link rooms.
    LINK(
            "link ROOM [ROOM …]",
            "ask that this room be linked with others; outside a room, name it first. Nothing is"
                    + " linked until somebody of the staff of each room has agreed"),
    /// Agree to a link.
    ACCEPT("accept CODE", "agree to a link that was asked for; for a room's staff"),
    /// Do not agree to a link.
    DECLINE("decline CODE", "refuse a link that was asked for, or take your own question back"),
    /// End a link.
    UNLINK("unlink [ROOM]", "take this room, or the one you name, out of its link"),
    /// The way of a message.
    WHERE(
            "where [ID]",
            "what became of a message of yours: give its id, or write this as an answer to it"),
    /// Who the asker is.
    WHOAMI("whoami", "how the gateway knows you, and what you may do"),
    /// Say that two addresses are one person's.
    IDENTIFY(
            "identify [CODE]",
            "say that you are the same person here and on another network: ask for a code there,"
                    + " and give it here");

    private final String usage;
    private final String purpose;

    Verb(String usage, String purpose) {
        this.usage = usage;
        this.purpose = purpose;
    }

    /// How it is written, with `[…]` around what can be left away.
    public String usage() {
        return usage;
    }

    /// What it is for, in a few words.
    public String purpose() {
        return purpose;
    }

    /// The word itself.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The verb of this word, or null.
    static @Nullable Verb of(String word) {
        for (Verb verb : values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        return null;
    }
}

package io.parlance.command;

/// Who may give a command.
public enum Level {
    /// Whoever can write to the bot, or is in the room it is about.
    ANYBODY,
    /// The staff of the room it is about: owners, administrators and moderators. Where a network
    /// has no staff, or does not tell, whoever is in the room.
    STAFF,
    /// Those that the configuration names.
    OPERATORS
}

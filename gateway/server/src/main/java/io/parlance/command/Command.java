package io.parlance.command;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What somebody asks for. Rooms are still as they were written: what they name is the networks'
/// business.
public sealed interface Command {
    /// What there is to ask for, or how one thing is asked for.
    record Help(@Nullable Verb about) implements Command {}

    /// Who is in a room; null means the one it was asked in.
    record Who(@Nullable String room) implements Command {}

    /// What the networks of these rooms cannot show; none means the room it was asked in.
    record Loss(List<String> rooms) implements Command {
        /// Copies the list.
        public Loss {
            rooms = List.copyOf(rooms);
        }
    }

    /// Link these rooms, with the one it was asked in if it was asked in one.
    record Link(List<String> rooms) implements Command {
        /// Copies the list.
        public Link {
            rooms = List.copyOf(rooms);
        }
    }

    /// Agree to what was asked under this code.
    record Accept(String code) implements Command {}

    /// Refuse what was asked under this code.
    record Decline(String code) implements Command {}

    /// Take a room out of its link; null means the one it was asked in.
    record Unlink(@Nullable String room) implements Command {}

    /// What became of a message; null means the one that the command answers.
    record Where(@Nullable String id) implements Command {}

    /// Who the asker is.
    record WhoAmI() implements Command {}

    /// Say that two addresses are one person's.
    ///
    /// @param code what was given at the other address; null asks for one
    /// @param sure whether the asker was told whose the code is, and agrees
    record Identify(@Nullable String code, boolean sure) implements Command {}

    /// Which verb it is, for permissions.
    default Verb verb() {
        return switch (this) {
            case Help _ -> Verb.HELP;
            case Who _ -> Verb.WHO;
            case Loss _ -> Verb.LOSS;
            case Link _ -> Verb.LINK;
            case Accept _ -> Verb.ACCEPT;
            case Decline _ -> Verb.DECLINE;
            case Unlink _ -> Verb.UNLINK;
            case Where _ -> Verb.WHERE;
            case WhoAmI _ -> Verb.WHOAMI;
            case Identify _ -> Verb.IDENTIFY;
        };
    }
}

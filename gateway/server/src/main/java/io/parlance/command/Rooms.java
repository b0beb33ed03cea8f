package io.parlance.command;

import io.parlance.model.Address;

import java.util.Collection;
import java.util.stream.Collectors;

/// Words about rooms. Pure.
final class Rooms {
    private Rooms() {}

    /// The rooms, as one names them to the bot.
    static String list(Collection<Address> rooms) {
        return rooms.stream().map(Address::toString).sorted().collect(Collectors.joining(", "));
    }

    /// What somebody is told who may not.
    static String mayNot(Verb verb, Level level, Address room) {
        return switch (level) {
            case ANYBODY ->
                    "You may ask that about rooms you are in, and the gateway does not know you in "
                            + room
                            + ". Write something there first, or ask there.";
            case STAFF ->
                    "Only the staff of "
                            + room
                            + " (its owners, administrators and moderators) may use "
                            + verb.word()
                            + " for it. If you are of them, write it in the room itself; else ask"
                            + " one of them, or the gateway's operator.";
            case OPERATORS ->
                    "Only an operator of this gateway may use " + verb.word() + " here. Ask one.";
        };
    }
}

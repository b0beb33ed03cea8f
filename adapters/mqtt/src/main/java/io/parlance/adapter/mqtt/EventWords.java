package io.parlance.adapter.mqtt;

import io.parlance.model.Event;
import io.parlance.model.Participant;

import java.util.List;

/// Events in words, for readers who watch a topic with a plain client.
final class EventWords {
    private EventWords() {}

    /// What happened to somebody's membership.
    static String of(Event.Membership membership, Participant actor) {
        String subject = membership.subject().shownName();
        return switch (membership.change()) {
            case JOIN -> subject + " joined.";
            case LEAVE -> subject + " left.";
            case INVITE -> actor.shownName() + " invited " + subject + ".";
            case KICK -> actor.shownName() + " removed " + subject + ".";
            case BAN -> actor.shownName() + " banned " + subject + ".";
            case UNBAN -> actor.shownName() + " lets " + subject + " come back.";
        };
    }

    /// What somebody may do from now on.
    static String of(Event.RoleChange change, Participant actor) {
        String may =
                switch (change.role()) {
                    case OWNER -> "an owner";
                    case ADMIN -> "an admin";
                    case MODERATOR -> "a moderator";
                    case PARTICIPANT -> "a participant";
                    case VISITOR -> "a visitor";
                };
        return actor.shownName() + " made " + change.subject().shownName() + " " + may + ".";
    }

    /// Who reads along from now on, or no longer.
    static String of(Event.Linkage linkage, List<String> others) {
        String rooms = others.isEmpty() ? "other rooms" : String.join(", ", others);
        return linkage.linked()
                ? "This room is linked with " + rooms + ": people there read along."
                : "This room is no longer linked with " + rooms + ".";
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Event;

import org.jspecify.annotations.Nullable;

/// What an occupant may do, from the `item` of their presence: the affiliation, which lasts, before
/// the role of the moment (XEP-0045 §5). Pure.
final class RoomRole {
    private RoomRole() {}

    static Event.Role of(@Nullable Element item) {
        if (item == null) {
            return Event.Role.PARTICIPANT;
        }
        return switch (item.attribute("affiliation", "none")) {
            case "owner" -> Event.Role.OWNER;
            case "admin" -> Event.Role.ADMIN;
            default ->
                    switch (item.attribute("role", "participant")) {
                        case "moderator" -> Event.Role.MODERATOR;
                        case "visitor", "none" -> Event.Role.VISITOR;
                        default -> Event.Role.PARTICIPANT;
                    };
        };
    }
}

package io.parlance.journal;

import io.parlance.model.Event;

/// What an event is called in the journal. The names are on disk: never rename one.
enum EventKind {
    MESSAGE,
    EDIT,
    RETRACTION,
    REACTION,
    MEMBERSHIP,
    ROOM_CHANGE,
    SUBSCRIPTION,
    LINKAGE,
    DELIVERY_FAILURE,
    PRESENCE,
    TYPING,
    RECEIPT,
    ROLE_CHANGE,
    SUCCESSION,
    PROFILE;

    static EventKind of(Event event) {
        return switch (event) {
            case Event.Message _ -> MESSAGE;
            case Event.Edit _ -> EDIT;
            case Event.Retraction _ -> RETRACTION;
            case Event.Reaction _ -> REACTION;
            case Event.Membership _ -> MEMBERSHIP;
            case Event.RoomChange _ -> ROOM_CHANGE;
            case Event.Subscription _ -> SUBSCRIPTION;
            case Event.Linkage _ -> LINKAGE;
            case Event.DeliveryFailure _ -> DELIVERY_FAILURE;
            case Event.Presence _ -> PRESENCE;
            case Event.Typing _ -> TYPING;
            case Event.Receipt _ -> RECEIPT;
            case Event.RoleChange _ -> ROLE_CHANGE;
            case Event.Succession _ -> SUCCESSION;
            case Event.Profile _ -> PROFILE;
        };
    }
}

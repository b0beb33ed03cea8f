package io.parlance.adapter.mqtt;

import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Event.Membership.Change;
import io.parlance.model.FailureReason;
import io.parlance.model.InvalidValue;

import java.util.Set;

/// Who may do what, for a broker's access rules say only who may write where. What puts people out,
/// raises or lowers them, or takes back another's words is for the staff that the configuration
/// names; who was banned from a room may not act in it, and a visitor only listens. Runs on the
/// adapter's context.
final class Rights {
    private final Set<String> staff;
    private final RoomNotes rooms;

    /// @param staff names of users of the realm
    Rights(Set<String> staff, RoomNotes rooms) {
        this.staff = Set.copyOf(staff);
        this.rooms = rooms;
    }

    /// Refuses what its sender may not do.
    ///
    /// @throws InvalidValue in words for the sender
    void check(Envelope envelope) {
        String name = envelope.sender().address().value();
        if (staff.contains(name)) {
            return;
        }
        if (forStaff(envelope.event())) {
            throw forbidden(
                    "Only the staff may do that; the operator names it under `staff:` in the"
                            + " gateway's configuration.");
        }
        if (envelope.conversation() instanceof Conversation.Room(Address room)) {
            inRoom(envelope, rooms.of(room));
        }
    }

    private static void inRoom(Envelope envelope, RoomNote room) {
        Address sender = envelope.sender().address();
        boolean leaves =
                envelope.event() instanceof Event.Membership(var change, _, _)
                        && change == Change.LEAVE;
        if (room.banned().contains(sender) && !leaves) {
            throw forbidden("You are banned from this room.");
        }
        if (room.roles().get(sender) == Event.Role.VISITOR && speaks(envelope.event())) {
            throw forbidden("You may only listen in this room.");
        }
    }

    private static boolean forStaff(Event event) {
        return switch (event) {
            case Event.RoleChange _ -> true;
            case Event.Retraction(_, _, var byModerator) -> byModerator;
            case Event.Membership(var change, _, _) ->
                    switch (change) {
                        case KICK, BAN, UNBAN -> true;
                        case JOIN, LEAVE, INVITE -> false;
                    };
            case Event.Message _,
                    Event.Edit _,
                    Event.Reaction _,
                    Event.RoomChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    false;
        };
    }

    private static boolean speaks(Event event) {
        return switch (event) {
            case Event.Message _, Event.Edit _, Event.Reaction _, Event.RoomChange _ -> true;
            case Event.Retraction _,
                    Event.Membership _,
                    Event.RoleChange _,
                    Event.Succession _,
                    Event.Profile _,
                    Event.Subscription _,
                    Event.Linkage _,
                    Event.DeliveryFailure _,
                    Event.Presence _,
                    Event.Typing _,
                    Event.Receipt _ ->
                    false;
        };
    }

    private static InvalidValue forbidden(String text) {
        return new InvalidValue(FailureReason.FORBIDDEN, text);
    }
}

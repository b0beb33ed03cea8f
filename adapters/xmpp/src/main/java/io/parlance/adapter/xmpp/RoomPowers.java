package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What people elsewhere do as staff, done in a linked native room by whoever of the gateway's
/// occupants may: the ghost of who did it first. Where none may, the room is told in words.
/// Confined to the event loop.
final class RoomPowers {
    /// More of them are hardly allowed what these are not.
    private static final int ASKED = 4;

    private RoomPowers() {}

    /// Somebody native was put out, kept out or let in again elsewhere.
    static Future<Outcome> membership(
            Delivery delivery, PlumbedRoom room, Event.Membership membership) {
        // Nobody of this network is made to enter: they do by themselves if they want to.
        Address subject = membership.subject().address();
        String nick = room.occupants().nickOf(subject);
        CharSequence request = RoomStaff.request(membership, subject, nick);
        if (request == null) {
            return Future.succeededFuture(Outcome.delivered());
        }
        String name = nick == null ? membership.subject().shownName() : nick;
        return act(delivery, room, request, did(membership, name));
    }

    /// What somebody native said was taken back elsewhere.
    ///
    /// @param author their place in the room, or empty if it is not known any more
    static Future<Outcome> moderation(
            Delivery delivery, PlumbedRoom room, CharSequence request, String author) {
        String nick = XmppAddresses.resource(author);
        String whose = nick.isEmpty() ? "a message" : "a message of " + nick;
        return act(delivery, room, request, "took " + whose + " back");
    }

    private static String did(Event.Membership membership, String name) {
        String what =
                switch (membership.change()) {
                    case KICK -> "put out " + name;
                    case BAN -> "put out " + name + " for good";
                    case UNBAN -> "let " + name + " in again";
                    case JOIN, LEAVE, INVITE -> "asked for " + name;
                };
        return membership.reason() == null ? what : what + " (" + membership.reason() + ")";
    }

    /// Somebody was given another role elsewhere.
    static Future<Outcome> role(Delivery delivery, PlumbedRoom room, Event.RoleChange change) {
        Participant subject = change.subject();
        RoomGhosts.Ghost ghost = room.ghosts().present(subject.address());
        String nick = ghost == null ? room.occupants().nickOf(subject.address()) : ghost.nick();
        Event.Role role = inRoom(change.role());
        Event.Role before = nick == null ? null : room.occupants().roleOf(nick);
        boolean staff = before != null && before.compareTo(Event.Role.MODERATOR) < 0;
        if (nick == null || role == before || (staff && role == Event.Role.MODERATOR)) {
            return Future.succeededFuture(Outcome.delivered());
        }
        // The room shows the new role before it answers; what we did ourselves is no news.
        room.occupants().expect(nick, role);
        return act(delivery, room, RoomStaff.role(nick, role), "made " + nick + " " + words(role))
                .onComplete(_ -> room.occupants().settle(nick));
    }

    /// Affiliations are the owners' own; from elsewhere nobody becomes more than a moderator.
    private static Event.Role inRoom(Event.Role role) {
        return switch (role) {
            case OWNER, ADMIN, MODERATOR -> Event.Role.MODERATOR;
            case PARTICIPANT, VISITOR -> role;
        };
    }

    private static String words(Event.Role role) {
        return switch (role) {
            case OWNER, ADMIN, MODERATOR -> "a moderator";
            case PARTICIPANT -> "a participant";
            case VISITOR -> "a visitor";
        };
    }

    private static Future<Outcome> act(
            Delivery delivery, PlumbedRoom room, CharSequence request, String did) {
        Participant sender = delivery.envelope().sender();
        return room.ghosts()
                .enter(sender)
                .<Void>mapEmpty()
                // Whoever may not come in may do nothing there; others may.
                .otherwiseEmpty()
                .compose(_ -> next(room, actors(sender.address(), room), request))
                .compose(
                        outcome ->
                                outcome instanceof Outcome.Refused
                                        ? told(delivery, room, did)
                                        : Future.succeededFuture(outcome));
    }

    /// Who is to try, in this order; null stands for the gateway itself.
    private static List<RoomGhosts.@Nullable Ghost> actors(Address sender, PlumbedRoom room) {
        List<RoomGhosts.@Nullable Ghost> actors = new ArrayList<>();
        RoomGhosts.Ghost own = room.ghosts().present(sender);
        if (own != null) {
            actors.add(own);
        }
        for (RoomGhosts.Ghost ghost : room.ghosts().all()) {
            Event.Role role = room.occupants().roleOf(ghost.nick());
            boolean staff = role != null && role.compareTo(Event.Role.MODERATOR) <= 0;
            if (staff && ghost != own && actors.size() < ASKED) {
                actors.add(ghost);
            }
        }
        actors.add(null);
        return actors;
    }

    private static Future<Outcome> next(
            PlumbedRoom room, List<RoomGhosts.@Nullable Ghost> actors, CharSequence request) {
        RoomGhosts.Ghost actor = actors.getFirst();
        Future<Outcome> asked =
                actor == null ? room.ask(request) : room.ask(actor.link(), actor.jid(), request);
        return actors.size() == 1
                ? asked
                : asked.compose(
                        outcome ->
                                outcome instanceof Outcome.Refused
                                        ? next(room, actors.subList(1, actors.size()), request)
                                        : Future.succeededFuture(outcome));
    }

    private static Future<Outcome> told(Delivery delivery, PlumbedRoom room, String did) {
        Participant sender = delivery.envelope().sender();
        String words =
                did
                        + " in the linked room; here the gateway may not. Give it the right, or do"
                        + " it yourselves.";
        RoomGhosts.Ghost ghost = room.ghosts().present(sender.address());
        if (ghost == null) {
            room.announce(sender.shownName() + " " + words);
            return room.link().taken(Outcome.delivered());
        }
        room.announce(ghost.link(), ghost.jid(), "/me " + words);
        return ghost.link().taken(Outcome.delivered());
    }
}

package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Participant;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The people of a native room, as the gateway's listener sees them. Who they are is their bare JID
/// where the room tells it, else their place in the room. Confined to the event loop.
final class RoomOccupants {
    private static final Logger log = LoggerFactory.getLogger(RoomOccupants.class);
    private static final String USER = "http://jabber.org/protocol/muc#user";

    private final Parts parts;
    private final Address room;
    private final Map<String, Address> people = new HashMap<>();
    private final Map<String, Event.Role> roles = new HashMap<>();

    /// The roles that the gateway has just asked for.
    private final Map<String, Event.Role> expected = new HashMap<>();

    /// Our ghosts that were banned since the gateway is in, by their bare JID.
    private final Map<String, Participant> banned = new HashMap<>();

    RoomOccupants(Parts parts, Address room) {
        this.parts = parts;
        this.room = room;
    }

    /// Whether somebody native goes by this nick.
    boolean has(String nick) {
        return people.containsKey(nick);
    }

    /// Who goes by this nick, also if they have left or were never seen.
    Address who(String nick) {
        Address known = people.get(nick);
        return known == null ? parts.addresses().person(room.value() + "/" + nick) : known;
    }

    /// The nick of a person, or null if they are not in.
    @Nullable String nickOf(Address person) {
        return people.entrySet().stream()
                .filter(entry -> entry.getValue().equals(person))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// What somebody may do here; who is not in may nothing.
    Event.Role role(Address person) {
        String nick = nickOf(person);
        return nick == null ? Event.Role.VISITOR : roles.getOrDefault(nick, Event.Role.PARTICIPANT);
    }

    /// Whether any of these is in.
    boolean anyOf(Set<Address> audience) {
        return people.values().stream().anyMatch(audience::contains);
    }

    /// The status codes of a presence in a room.
    static Set<String> codes(Element presence) {
        Element muc = presence.child("x", USER);
        return muc == null
                ? Set.of()
                : muc.children("status", USER).stream()
                        .map(status -> status.attribute("code", ""))
                        .collect(Collectors.toSet());
    }

    /// The `item` of a presence or message in a room, or null.
    static @Nullable Element item(Element stanza) {
        Element muc = stanza.child("x", USER);
        return muc == null ? null : muc.child("item", USER);
    }

    /// Somebody native is there.
    void available(Element presence, String nick) {
        Address who = person(presence, nick);
        if (!who.equals(people.put(nick, who))) {
            roles.put(nick, RoomStaff.role(item(presence)));
            join(who, nick);
        } else {
            role(presence, nick, who);
        }
    }

    /// One of our ghosts is there: what it may do is told of the person behind it.
    void ghost(Element presence, String nick, Address owner) {
        role(presence, nick, owner);
    }

    private void role(Element presence, String nick, Address who) {
        Event.Role role = RoomStaff.role(item(presence));
        Event.Role before = roles.put(nick, role);
        if (before != null && before != role && role != expected.get(nick)) {
            Participant subject = new Participant(who, nick);
            report(actor(presence, subject), new Event.RoleChange(subject, role));
        }
    }

    /// A ghost left, or goes on under another nick, under which the room shows its role anew.
    void ghostGone(String nick) {
        roles.remove(nick);
    }

    /// What an occupant may do, or null if they are not in.
    Event.@Nullable Role roleOf(String nick) {
        return roles.get(nick);
    }

    /// The gateway asks for this role, so it is no news when the room shows it.
    void expect(String nick, Event.Role role) {
        expected.put(nick, role);
    }

    /// The room has answered.
    void settle(String nick) {
        expected.remove(nick);
    }

    private void join(Address who, String nick) {
        Participant subject = new Participant(who, nick);
        report(subject, new Event.Membership(Event.Membership.Change.JOIN, subject, null));
    }

    /// Who did it, if the room says so and it was somebody native; else they themselves.
    private Participant actor(Element presence, Participant subject) {
        String nick = RoomStaff.actor(item(presence));
        return people.containsKey(nick) ? new Participant(who(nick), nick) : subject;
    }

    /// The moderator whom the room names by their place in it; whoever is not known is nameless.
    Participant moderator(String place) {
        String nick = XmppAddresses.resource(place);
        return nick.isEmpty()
                ? Participant.of(parts.addresses().person(room.value() + "/moderator"))
                : new Participant(who(nick), nick);
    }

    /// The room has a new name; XMPP does not say by whom.
    void renamed(String name) {
        report(moderator(""), new Event.RoomChange(name, null));
    }

    /// A moderator put one of our ghosts out: told to the hub, if it is known who did it.
    void putOut(Element presence, Participant ghost) {
        String nick = RoomStaff.actor(item(presence));
        if (people.containsKey(nick)) {
            Event.Membership.Change change =
                    codes(presence).contains("301")
                            ? Event.Membership.Change.BAN
                            : Event.Membership.Change.KICK;
            String why = RoomStaff.reason(item(presence));
            report(new Participant(who(nick), nick), new Event.Membership(change, ghost, why));
            if (change == Event.Membership.Change.BAN) {
                banned.put(XmppAddresses.bare(presence.attribute("to", "")), ghost);
            }
        }
    }

    /// The room tells its staff that somebody who is not in may do something else than before
    /// (XEP-0045 §9.2 and §9.4): one of our ghosts may come in again.
    void affiliated(Element message) {
        Element item = item(message);
        String jid = item == null ? null : item.attribute("jid");
        if (item == null || jid == null || "outcast".equals(item.attribute("affiliation"))) {
            return;
        }
        Participant ghost = banned.remove(XmppAddresses.bare(jid));
        if (ghost != null) {
            String nick = RoomStaff.actor(item);
            Participant by = moderator(people.containsKey(nick) ? room.value() + "/" + nick : "");
            report(by, new Event.Membership(Event.Membership.Change.UNBAN, ghost, null));
        }
    }

    /// Who an occupant is, by what the stanza tells.
    Address person(Element stanza, String nick) {
        Element item = item(stanza);
        String jid = item == null ? null : item.attribute("jid");
        return jid == null
                ? parts.addresses().person(room.value() + "/" + nick)
                : parts.addresses().person(XmppAddresses.bare(jid));
    }

    /// Somebody native left, or goes on under another nick.
    void unavailable(Element presence, String nick) {
        Address who = people.remove(nick);
        Event.Role role = roles.remove(nick);
        if (who == null) {
            return;
        }
        Set<String> codes = codes(presence);
        Element item = item(presence);
        String next = item == null ? null : item.attribute("nick");
        String why = RoomStaff.reason(item);
        Participant subject = new Participant(who, nick);
        if (codes.contains("303") && next != null && who.value().indexOf('/') < 0) {
            people.put(next, who);
            if (role != null) {
                roles.put(next, role);
            }
            join(who, next);
        } else if (codes.contains("301")) {
            report(
                    actor(presence, subject),
                    new Event.Membership(Event.Membership.Change.BAN, subject, why));
        } else if (codes.contains("307")) {
            report(
                    actor(presence, subject),
                    new Event.Membership(Event.Membership.Change.KICK, subject, why));
        } else {
            report(subject, new Event.Membership(Event.Membership.Change.LEAVE, subject, why));
        }
    }

    /// The list is complete: whoever the hub still believes to be in has left unseen.
    void complete() {
        for (Participant known : parts.context().rooms().occupants(room)) {
            Address who = known.address();
            if (who.network().equals(room.network()) && !people.containsValue(who)) {
                report(known, new Event.Membership(Event.Membership.Change.LEAVE, known, null));
            }
        }
    }

    /// Forgets everybody: the listener is out and will be told anew.
    void clear() {
        people.clear();
        roles.clear();
    }

    private void report(Participant by, Event event) {
        Envelope envelope =
                Envelope.of(by, new Conversation.Room(room), null, Instant.now(), event);
        parts.reporter()
                .report(envelope)
                .onFailure(e -> log.warn("A change in {} was not taken", room, e));
    }
}

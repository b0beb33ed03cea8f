package io.parlance.adapter.xmpp;

import io.parlance.model.Address;
import io.parlance.model.Event;
import io.parlance.model.Participant;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.Stanza;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One room of another network as a multi-user chat room: who is in it from here, who from
/// elsewhere, and by which nicks. Confined to the event loop.
final class PortalRoom {
    private static final int REMEMBERED = 1024;

    private final Parts parts;
    private final XmppLink link;
    private final String jid;
    private final Address address;
    private final Nicks nicks = new Nicks();
    private final Map<Address, Event.Role> roles = new HashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /// The senders' own ids of messages by the ids the room gave them.
    private final Recent<String, String> senderIds = new Recent<>(REMEMBERED);

    /// One client that is in the room.
    static final class Session {
        private final String jid;
        private final Address person;
        private String nick;

        /// What waits until history was sent; null once the session is live.
        private @Nullable List<Stanza> held = new ArrayList<>();

        Session(String jid, Address person, String nick) {
            this.jid = jid;
            this.person = person;
            this.nick = nick;
        }

        String jid() {
            return jid;
        }

        Address person() {
            return person;
        }

        String nick() {
            return nick;
        }
    }

    PortalRoom(Parts parts, XmppLink link, String jid, Address address) {
        this.parts = parts;
        this.link = link;
        this.jid = jid;
        this.address = address;
    }

    String jid() {
        return jid;
    }

    Address address() {
        return address;
    }

    XmppLink link() {
        return link;
    }

    Nicks nicks() {
        return nicks;
    }

    Recent<String, String> senderIds() {
        return senderIds;
    }

    Collection<Session> sessions() {
        return sessions.values();
    }

    @Nullable Session session(String fullJid) {
        return sessions.get(fullJid);
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /// Whether this person is in the room with any client.
    boolean has(Address person) {
        return sessions.values().stream().anyMatch(session -> session.person.equals(person));
    }

    /// Lets a client in; it gets live stanzas only after [#goLive].
    Session enter(String fullJid, Address person, String nick) {
        Session session = new Session(fullJid, person, nick);
        sessions.put(fullJid, session);
        nicks.take(person, nick);
        return session;
    }

    /// The client has seen what was before; what waited is sent.
    void goLive(Session session) {
        List<Stanza> held = session.held;
        session.held = null;
        if (held != null) {
            held.forEach(link::write);
        }
    }

    /// Everybody from elsewhere gets a nick; returns nothing new to those who have one.
    void learn(Collection<Participant> occupants) {
        for (Participant occupant : occupants) {
            if (nicks.of(occupant.address()) == null && !occupant.address().isRoom()) {
                nicks.claim(occupant.address(), occupant.shownName());
            }
        }
    }

    /// The nick of somebody from elsewhere, who is shown to have come if they were not here before,
    /// or to have taken another name.
    String appear(Participant who) {
        String before = nicks.of(who.address());
        String wanted = who.displayName();
        if (before != null && (wanted == null || before.startsWith(Nicks.clean(wanted)))) {
            return before;
        }
        String nick = nicks.claim(who.address(), who.shownName());
        if (before != null && !before.equals(nick)) {
            show(who.address(), before, false, nick, MucStanzas.NEW_NICK);
        }
        show(who.address(), nick, true, null);
        return nick;
    }

    /// What somebody may do here changed.
    void role(Address who, Event.Role role) {
        String nick = nicks.of(who);
        if (roles.put(who, role) != role && nick != null) {
            show(who, nick, true, null);
        }
    }

    /// Somebody from elsewhere left.
    void disappear(Address who, int... status) {
        String nick = nicks.release(who);
        if (nick != null) {
            show(who, nick, false, null, status);
        }
    }

    /// Shows an occupant's presence to every client, with 110 to the occupant's own.
    void show(Address who, String nick, boolean here, @Nullable String newNick, int... status) {
        Jid from = Jids.of(jid + "/" + nick);
        for (Session session : sessions.values()) {
            int[] codes = session.person.equals(who) ? with(MucStanzas.SELF, status) : status;
            Jid to = Jids.of(session.jid);
            send(session, occupant(from, to, who, here, newNick, codes));
        }
    }

    /// Shows an occupant's presence to one client.
    void showTo(Session session, Address who, String nick, boolean here, int... status) {
        Jid from = Jids.of(jid + "/" + nick);
        link.write(occupant(from, Jids.of(session.jid), who, here, null, status));
    }

    private Presence occupant(
            Jid from, Jid to, Address who, boolean here, @Nullable String newNick, int... status) {
        Event.Role role = roles.getOrDefault(who, Event.Role.PARTICIPANT);
        PresenceBuilder presence =
                MucStanzas.occupant(from, to, who, real(who), here, role, newNick, status);
        return (here ? parts.shows().on(presence, who) : presence).build();
    }

    /// Tells everybody that the room has another picture, or none any more (XEP-0486 §3.2).
    void showPicture() {
        broadcast(MucStanzas.configured(Jids.of(jid)), null);
        sessions.values().forEach(this::showPictureTo);
    }

    /// Tells one client which picture the room has; the room's vCard holds it.
    void showPictureTo(Session session) {
        link.write(
                MucStanzas.picture(
                        Jids.of(jid), Jids.of(session.jid), parts.portraits().hash(address)));
    }

    /// Somebody from elsewhere is away, busy or back: those who are here see it, if any of them is
    /// among the `audience`.
    void availability(Address who, @Nullable Set<Address> audience) {
        String nick = nicks.of(who);
        boolean wanted =
                audience == null
                        || sessions.values().stream().anyMatch(s -> audience.contains(s.person));
        if (nick != null && wanted) {
            show(who, nick, true, null);
        }
    }

    /// The JID behind an occupant: the room is not anonymous.
    private @Nullable Jid real(Address who) {
        if (who.network().equals(address.network()) || parts.ghosts().known(who) != null) {
            String ghost = parts.ghosts().known(who);
            return ghost == null ? null : Jids.of(ghost);
        }
        return who.network().equals(parts.context().network()) ? Jids.of(who.value()) : null;
    }

    /// Sends a message of the room to every client but those of `except`.
    void broadcast(Message message, @Nullable Address except) {
        for (Session session : sessions.values()) {
            if (!session.person.equals(except)) {
                Message copy = message.asBuilder(message.getStanzaId()).build();
                copy.setTo(Jids.of(session.jid));
                send(session, copy);
            }
        }
    }

    private void send(Session session, Stanza stanza) {
        if (session.held == null) {
            link.write(stanza);
        } else {
            session.held.add(stanza);
        }
    }

    /// A client goes by another nick; all clients of one person share it.
    void rename(Session session, String nick) {
        for (Session other : sessions.values()) {
            if (other.person.equals(session.person)) {
                other.nick = nick;
            }
        }
        nicks.take(session.person, nick);
    }

    /// A client is out; the person too if it was the last.
    void remove(Session session) {
        sessions.remove(session.jid);
    }

    private static int[] with(int code, int[] codes) {
        int[] all = new int[codes.length + 1];
        all[0] = code;
        System.arraycopy(codes, 0, all, 1, codes.length);
        return all;
    }
}

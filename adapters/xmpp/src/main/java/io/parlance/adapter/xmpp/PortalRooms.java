package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Delivery;
import io.parlance.model.Event;
import io.parlance.model.InvalidValue;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.StanzaError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The components as multi-user chat services (XEP-0045): every room of another network can be
/// entered here. Rooms exist while somebody is in them. Confined to the event loop.
final class PortalRooms {
    private static final Logger log = LoggerFactory.getLogger(PortalRooms.class);
    private static final String MUC = "http://jabber.org/protocol/muc";

    /// Errors that say that a client is gone (XEP-0045 §9.1.6, as servers send them).
    private static final Set<String> GONE =
            Set.of(
                    "gone",
                    "item-not-found",
                    "recipient-unavailable",
                    "service-unavailable",
                    "remote-server-not-found",
                    "remote-server-timeout",
                    "jid-malformed",
                    "redirect");

    private final Parts parts;
    private final PortalStore store;
    private final PortalJoin joins;
    private final PortalSpeech speech;
    private final PortalDeliveries deliveries;
    private final DirectMessages direct;
    private final Map<String, PortalRoom> rooms = new HashMap<>();
    private Future<Void> restored = Future.succeededFuture();

    /// Portal rooms; private messages to somebody from elsewhere go to `direct`.
    PortalRooms(Parts parts, DirectMessages direct) {
        this.parts = parts;
        this.direct = direct;
        this.store = new PortalStore(parts.context().store());
        this.joins = new PortalJoin(parts, store);
        this.speech = new PortalSpeech(parts);
        this.deliveries = new PortalDeliveries(parts, this::putOut);
    }

    /// Whether this bare JID names a room of another network.
    boolean isRoom(String bare) {
        if (rooms.containsKey(bare)) {
            return true;
        }
        char first = bare.charAt(0);
        if (first != '#' && first != '!' && first != 'h') {
            return false;
        }
        try {
            return parts.ghosts().origin(bare).isRoom();
        } catch (InvalidValue _) {
            return false;
        }
    }

    /// Who goes by a nick in a room, or null.
    @Nullable Address occupant(String bare, String nick) {
        PortalRoom room = rooms.get(bare);
        return room == null ? null : room.nicks().owner(nick);
    }

    /// The nicks in a room.
    List<String> nicks(String bare) {
        PortalRoom room = rooms.get(bare);
        return room == null ? List.of() : List.copyOf(room.nicks().all());
    }

    /// Whether the asker is in the room under that nick (XEP-0410 §3.2).
    void selfPing(XmppLink link, Element iq) {
        String to = iq.attribute("to", "");
        PortalRoom room = rooms.get(XmppAddresses.bare(to));
        PortalRoom.Session session = room == null ? null : room.session(iq.attribute("from", ""));
        if (session == null) {
            Replies.error(link, iq, notIn());
        } else if (session.nick().equals(XmppAddresses.resource(to))) {
            Replies.result(link, iq);
        } else {
            Replies.error(
                    link,
                    iq,
                    XmppErrors.error(
                            StanzaError.Condition.service_unavailable,
                            StanzaError.Type.CANCEL,
                            "Occupants from elsewhere do not answer pings."));
        }
    }

    private static StanzaError notIn() {
        return XmppErrors.error(
                StanzaError.Condition.not_acceptable,
                StanzaError.Type.CANCEL,
                "You are not in this room; enter it first.");
    }

    /// Takes a presence to a room or one of its occupants.
    void presence(XmppLink link, Element raw) {
        String user = raw.attribute("from", "");
        String to = raw.attribute("to", "");
        String bare = XmppAddresses.bare(to);
        PortalRoom room = rooms.get(bare);
        PortalRoom.Session session = room == null ? null : room.session(user);
        switch (raw.attribute("type", "available")) {
            case "available" -> available(link, raw, room, session, user, bare);
            case "unavailable" -> {
                if (room != null && session != null) {
                    leave(room, session);
                }
            }
            case "error" -> errored(raw, room, session);
            default -> log.debug("Presence of type {} to a room", raw.attribute("type"));
        }
    }

    private void available(
            XmppLink link,
            Element raw,
            @Nullable PortalRoom known,
            PortalRoom.@Nullable Session session,
            String user,
            String bare) {
        String nick = XmppAddresses.resource(raw.attribute("to", ""));
        Element muc = raw.child("x", MUC);
        if (nick.isEmpty()) {
            Replies.error(
                    link,
                    raw,
                    XmppErrors.error(
                            StanzaError.Condition.jid_malformed,
                            StanzaError.Type.MODIFY,
                            "Enter the room under a nick: " + bare + "/nick."));
        } else if (known != null && session != null && !session.nick().equals(nick)) {
            rename(known, session, raw, nick);
        } else if (muc != null) {
            joins.join(known == null ? open(link, bare) : known, raw, user, nick, muc);
        } else if (session == null) {
            // Not in: perhaps we forgot the client. It is told, so that it enters again.
            Replies.error(link, raw, notIn());
        }
    }

    private PortalRoom open(XmppLink link, String bare) {
        return rooms.computeIfAbsent(
                bare, _ -> new PortalRoom(parts, link, bare, parts.ghosts().origin(bare)));
    }

    private void rename(PortalRoom room, PortalRoom.Session session, Element raw, String nick) {
        if (PortalJoin.refused(room, raw, session.person(), nick)) {
            return;
        }
        String before = session.nick();
        room.show(session.person(), before, false, nick, MucStanzas.NEW_NICK);
        room.rename(session, nick);
        room.show(session.person(), nick, true, null);
        store.entered(room, session);
        parts.reporter()
                .report(
                        PortalJoin.membership(
                                room, session.person(), nick, Event.Membership.Change.JOIN))
                .onFailure(e -> log.warn("A new nick was not taken: {}", e.toString()));
    }

    private void errored(
            Element raw, @Nullable PortalRoom room, PortalRoom.@Nullable Session session) {
        if (room != null && session != null && GONE.contains(XmppErrors.conditionOf(raw))) {
            leave(room, session);
        }
    }

    private void leave(PortalRoom room, PortalRoom.Session session) {
        boolean last =
                room.sessions().stream()
                                .filter(other -> other.person().equals(session.person()))
                                .count()
                        == 1;
        room.showTo(session, session.person(), session.nick(), false, MucStanzas.SELF);
        room.remove(session);
        store.left(room.jid(), session.jid());
        if (last) {
            room.disappear(session.person());
            left(room, session.person(), session.nick());
        }
        if (room.isEmpty()) {
            rooms.remove(room.jid());
        }
    }

    /// Somebody of this network was put out where the room lives: all their clients go.
    private void putOut(PortalRoom room, Address person, int code) {
        for (PortalRoom.Session session : List.copyOf(room.sessions())) {
            if (session.person().equals(person)) {
                int[] codes = {MucStanzas.SELF, code};
                room.showTo(session, person, session.nick(), false, codes);
                room.remove(session);
                store.left(room.jid(), session.jid());
            }
        }
        room.disappear(person, code);
        if (room.isEmpty()) {
            rooms.remove(room.jid());
        }
    }

    private void left(PortalRoom room, Address person, String nick) {
        parts.reporter()
                .report(PortalJoin.membership(room, person, nick, Event.Membership.Change.LEAVE))
                .onFailure(e -> log.warn("A leave was not taken: {}", e.toString()));
    }

    /// Takes a message to a room or one of its occupants.
    void message(XmppLink link, Element raw) {
        String to = raw.attribute("to", "");
        PortalRoom room = rooms.get(XmppAddresses.bare(to));
        PortalRoom.Session session = room == null ? null : room.session(raw.attribute("from", ""));
        if (raw.attribute("type", "").equals("error")) {
            errored(raw, room, session);
        } else if (room == null || session == null) {
            Replies.error(link, raw, notIn());
        } else if (!XmppAddresses.resource(to).isEmpty()) {
            whisper(room, raw, XmppAddresses.resource(to));
        } else if (raw.attribute("type", "").equals("groupchat")) {
            speech.said(room, session, raw);
        }
    }

    /// A private message to an occupant: a direct message, for the room is not anonymous.
    private void whisper(PortalRoom room, Element raw, String nick) {
        Address recipient = room.nicks().owner(nick);
        if (recipient == null || recipient.network().equals(parts.context().network())) {
            Replies.error(
                    room.link(),
                    raw,
                    XmppErrors.error(
                            StanzaError.Condition.item_not_found,
                            StanzaError.Type.CANCEL,
                            recipient == null
                                    ? "Nobody here goes by that name."
                                    : "Write to " + recipient.value() + " directly."));
            return;
        }
        direct.whispered(room.link(), raw, recipient);
    }

    /// Shows an event to the clients in a portal room, once those of the last run are back.
    Future<Outcome> deliver(Delivery delivery, Address address) {
        return restored.compose(_ -> parts.ghosts().jid(address))
                .compose(
                        jid -> {
                            PortalRoom room = rooms.get(jid);
                            return room == null
                                    ? Future.succeededFuture(Outcome.delivered())
                                    : named(delivery)
                                            .compose(_ -> deliveries.deliver(delivery, room));
                        });
    }

    /// Somebody from elsewhere is away, busy or back, or looks different: rooms with anybody of the
    /// `audience` show it, or all if there is none.
    void availability(Address who, @Nullable Set<Address> audience) {
        rooms.values().forEach(room -> room.availability(who, audience));
    }

    /// Somebody from elsewhere is called otherwise now.
    void renamed(Participant who) {
        for (PortalRoom room : rooms.values()) {
            if (room.nicks().of(who.address()) != null) {
                room.appear(who);
            }
        }
    }

    /// The JID of the sender's ghost is known before it is shown.
    private Future<?> named(Delivery delivery) {
        Address sender = delivery.envelope().sender().address();
        return sender.network().equals(parts.context().network())
                ? Future.succeededFuture()
                : parts.ghosts().jid(sender);
    }

    /// Brings back who was in when the last run ended, or tells the hub that they are out.
    void restore() {
        restored =
                parts.loop()
                        .here(store.read())
                        .onSuccess(left -> left.occupants().forEach(o -> back(o, left.closed())))
                        .compose(_ -> store.reopened())
                        .recover(
                                e -> {
                                    log.warn("Occupants are not known: {}", e.toString());
                                    return Future.succeededFuture();
                                });
        restored = parts.loop().here(restored);
    }

    private void back(PortalStore.Occupancy occupancy, boolean closed) {
        XmppLink link = parts.linkOf(occupancy.room());
        if (link == null || !isRoom(occupancy.room())) {
            store.left(occupancy.room(), occupancy.jid());
            return;
        }
        Address person = parts.addresses().person(occupancy.jid());
        PortalRoom room = open(link, occupancy.room());
        if (closed) {
            store.left(occupancy.room(), occupancy.jid());
            left(room, person, occupancy.nick());
            if (room.isEmpty()) {
                rooms.remove(room.jid());
            }
            return;
        }
        room.learn(parts.context().rooms().occupants(room.address()));
        room.nicks().release(person);
        if (room.nicks().owner(occupancy.nick()) == null) {
            room.goLive(room.enter(occupancy.jid(), person, occupancy.nick()));
        }
    }

    /// The gateway stops: everybody is put out, and told that it is for the stop.
    Future<Void> close() {
        if (rooms.isEmpty()) {
            return Future.succeededFuture();
        }
        for (PortalRoom room : rooms.values()) {
            for (PortalRoom.Session session : room.sessions()) {
                int[] codes = {MucStanzas.SELF, MucStanzas.SHUTDOWN};
                room.showTo(session, session.person(), session.nick(), false, codes);
            }
        }
        return store.closed();
    }
}

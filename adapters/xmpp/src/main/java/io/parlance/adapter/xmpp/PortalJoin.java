package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Conversation;
import io.parlance.model.Envelope;
import io.parlance.model.Event;
import io.parlance.model.Participant;
import io.parlance.spi.Acceptance;
import io.parlance.spi.Rooms;
import io.vertx.core.Future;

import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.packet.StanzaError;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A client enters a portal room (XEP-0045 §7.2), step by step: the hub agrees, then occupants, the
/// client's own presence, history, the subject, and only then what is said now. Confined to the
/// event loop.
final class PortalJoin {
    private static final Logger log = LoggerFactory.getLogger(PortalJoin.class);

    private final Parts parts;
    private final PortalStore store;
    private final Set<String> under = new HashSet<>();

    PortalJoin(Parts parts, PortalStore store) {
        this.parts = parts;
        this.store = store;
    }

    /// Whether somebody else goes by `nick` here, which `person` is then told.
    static boolean refused(PortalRoom room, Element raw, Address person, String nick) {
        Address owner = room.nicks().owner(nick);
        if (owner == null || owner.equals(person)) {
            return false;
        }
        Replies.error(
                room.link(),
                raw,
                XmppErrors.error(
                        StanzaError.Condition.conflict,
                        StanzaError.Type.CANCEL,
                        "Somebody here already goes by that name."));
        return true;
    }

    /// Starts a join, or repeats it for a client that lost track.
    void join(PortalRoom room, Element raw, String user, String nick, Element muc) {
        String key = room.jid() + " " + user;
        Address person = parts.addresses().person(user);
        if (refused(room, raw, person, nick)) {
            return;
        }
        if (!under.add(key)) {
            return;
        }
        parts.reporter()
                .report(membership(room, person, nick, Event.Membership.Change.JOIN))
                .onComplete(
                        taken -> {
                            under.remove(key);
                            if (taken.failed()) {
                                Replies.error(room.link(), raw, DirectMessages.notTaken());
                            } else if (taken.result() instanceof Acceptance.Rejected(var failure)) {
                                Replies.refuse(room.link(), raw, failure);
                            } else {
                                entered(room, user, person, nick, muc);
                            }
                        });
    }

    /// What the hub is told when a person comes or goes.
    static Envelope membership(
            PortalRoom room, Address person, String nick, Event.Membership.Change change) {
        Participant subject = new Participant(person, nick);
        return Envelope.of(
                subject,
                new Conversation.Room(room.address()),
                null,
                Instant.now(),
                new Event.Membership(change, subject, null));
    }

    private void entered(PortalRoom room, String user, Address person, String nick, Element muc) {
        Address owner = room.nicks().owner(nick);
        boolean known = room.has(person) && person.equals(owner);
        String free =
                owner == null || owner.equals(person) ? nick : room.nicks().claim(person, nick);
        Rooms rooms = parts.context().rooms();
        PortalRoom.Session session = room.enter(user, person, free);
        store.entered(room, session);
        room.learn(
                rooms.occupants(room.address()).stream()
                        .filter(occupant -> !occupant.address().equals(person))
                        .toList());
        Future<?> shown = Future.join(occupantsNamed(room));
        parts.loop()
                .here(shown)
                .onComplete(
                        _ -> {
                            welcome(room, session, known);
                            history(room, session, muc);
                        });
    }

    /// The JIDs of all occupants are known before they are shown.
    private List<Future<String>> occupantsNamed(PortalRoom room) {
        return room.nicks().everybody().stream()
                .filter(who -> !who.network().equals(parts.context().network()))
                .map(who -> parts.ghosts().jid(who))
                .toList();
    }

    private void welcome(PortalRoom room, PortalRoom.Session session, boolean known) {
        for (Address who : List.copyOf(room.nicks().everybody())) {
            String nick = room.nicks().of(who);
            if (nick != null && !who.equals(session.person())) {
                room.showTo(session, who, nick, true);
            }
        }
        if (parts.portraits().hash(room.address()) != null) {
            room.showPictureTo(session);
        }
        int[] codes = {MucStanzas.NON_ANONYMOUS, MucStanzas.SELF};
        room.showTo(session, session.person(), session.nick(), true, codes);
        if (!known) {
            for (PortalRoom.Session other : room.sessions()) {
                if (!other.person().equals(session.person())) {
                    room.showTo(other, session.person(), session.nick(), true);
                }
            }
        }
    }

    private void history(PortalRoom room, PortalRoom.Session session, Element muc) {
        PortalHistory.Wish wish = PortalHistory.Wish.of(muc, parts.config().history());
        if (wish.none()) {
            live(room, session);
            return;
        }
        parts.loop()
                .here(parts.context().rooms().history(room.address(), wish.stanzas()))
                .onSuccess(
                        said ->
                                PortalHistory.messages(
                                                parts, room, said, wish, Jids.of(session.jid()))
                                        .forEach(room.link()::write))
                .onFailure(e -> log.warn("No history of {}: {}", room.address(), e.toString()))
                .onComplete(_ -> live(room, session));
    }

    private void live(PortalRoom room, PortalRoom.Session session) {
        String topic = parts.context().rooms().topic(room.address());
        room.link().write(subject(Jids.of(room.jid()), Jids.of(session.jid()), topic));
        room.goLive(session);
    }

    /// A subject and nothing else (XEP-0045 §8.1); an empty one ends the join too.
    static Message subject(Jid from, Jid to, String topic) {
        return StanzaBuilder.buildMessage()
                .ofType(Message.Type.groupchat)
                .from(from)
                .to(to)
                .setSubject(XmlText.clean(topic))
                .build();
    }
}

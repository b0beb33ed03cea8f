package io.parlance.adapter.xmpp;

import io.parlance.adapter.xmpp.wire.Element;
import io.parlance.model.Address;
import io.parlance.model.Failure;
import io.parlance.model.FailureReason;
import io.parlance.model.GatewayBot;
import io.parlance.model.Outcome;
import io.parlance.model.Participant;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jivesoftware.smack.packet.PresenceBuilder;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.Jid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// The ghosts in one native room. A ghost enters when it first has something to say; a nick that is
/// taken gets the network's name, then a number. Confined to the event loop.
final class RoomGhosts {
    private static final Logger log = LoggerFactory.getLogger(RoomGhosts.class);
    private static final String RESOURCE = "/parlance";
    private static final int ATTEMPTS = 10;
    private static final int REMEMBERED = 1024;

    private final Parts parts;
    private final String room;
    private final Predicate<String> taken;
    private final BiConsumer<Element, Participant> putOut;
    private final Map<Address, Ghost> ghosts = new HashMap<>();
    private final Map<String, Ghost> byJid = new HashMap<>();
    private final Map<String, Ghost> byNick = new HashMap<>();

    /// Who was told to have another nick than they wished.
    private final Recent<String, String> renamed = new Recent<>(REMEMBERED);

    /// The room did not let a ghost in.
    static final class NotIn extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        NotIn(Outcome outcome) {
            super("The room did not let the ghost in.");
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /// One ghost in the room, or on its way in.
    static final class Ghost {
        private Participant who;
        private final XmppLink link;
        private final String jid;
        private final Promise<Ghost> in = Promise.promise();
        private String nick = "";

        /// What the ghost wants to be called next, until the room agrees; else empty.
        private String asked = "";

        private int attempt = -1;

        Ghost(Participant who, XmppLink link, String jid) {
            this.who = who;
            this.link = link;
            this.jid = jid;
        }

        XmppLink link() {
            return link;
        }

        String jid() {
            return jid;
        }

        String nick() {
            return nick;
        }
    }

    /// Ghosts of one room; `taken` tells which nicks native people have, `putOut` hears of ghosts
    /// that the room's staff put out.
    RoomGhosts(
            Parts parts,
            String room,
            Predicate<String> taken,
            BiConsumer<Element, Participant> putOut) {
        this.parts = parts;
        this.putOut = putOut;
        this.room = room;
        this.taken = taken;
    }

    /// Whether a ghost goes by this nick, or asks for it now.
    boolean has(String nick) {
        return byNick.containsKey(nick);
    }

    /// Whose ghost goes by this nick, or null.
    @Nullable Address owner(String nick) {
        Ghost ghost = byNick.get(nick);
        return ghost == null ? null : ghost.who.address();
    }

    /// The ghosts that are in.
    List<Ghost> all() {
        return ghosts.values().stream().filter(ghost -> ghost.in.future().succeeded()).toList();
    }

    /// The ghost of somebody who is in the room, or null.
    @Nullable Ghost present(Address who) {
        Ghost ghost = ghosts.get(who);
        return ghost != null && ghost.in.future().succeeded() ? ghost : null;
    }

    /// The ghost of somebody, who enters if need be. Fails with [NotIn], or
    /// [io.parlance.model.InvalidValue] if they cannot be shown.
    Future<Ghost> enter(Participant who) {
        Ghost known = ghosts.get(who.address());
        if (known != null) {
            named(known, who);
            return known.in.future();
        }
        XmppLink link = parts.link(who.address().network());
        if (GatewayBot.is(who.address())) {
            // The gateway's own occupant, which is in already, speaks for it.
            return Future.succeededFuture(new Ghost(who, link, link.domain() + RESOURCE));
        }
        return parts.ghosts().jid(who.address()).compose(jid -> enter(who, link, jid));
    }

    private Future<Ghost> enter(Participant who, XmppLink link, String bare) {
        Ghost known = ghosts.get(who.address());
        if (known != null) {
            return known.in.future();
        }
        if (!link.isUp()) {
            return Future.failedFuture(new NotIn(Outcome.deferred(link.down())));
        }
        Ghost ghost = new Ghost(who, link, bare + RESOURCE);
        ghosts.put(who.address(), ghost);
        byJid.put(ghost.jid, ghost);
        knock(ghost);
        parts.loop().after(parts.config().timeout(), () -> timedOut(ghost));
        return ghost.in.future();
    }

    /// Somebody may be called otherwise now: if their ghost is in, it takes the new nick.
    void renamed(Participant who) {
        Ghost ghost = ghosts.get(who.address());
        if (ghost != null) {
            named(ghost, who);
        }
    }

    private void named(Ghost ghost, Participant now) {
        String name = now.displayName();
        if (name == null || name.equals(ghost.who.displayName())) {
            return;
        }
        ghost.who = now;
        if (ghost.in.future().succeeded() && !Nicks.clean(name).equals(ghost.nick)) {
            ghost.attempt = -1;
            knock(ghost);
        }
    }

    private void timedOut(Ghost ghost) {
        if (!ghost.in.future().isComplete()) {
            fail(
                    ghost,
                    Outcome.deferred(
                            Failure.certain(
                                    FailureReason.TIMEOUT,
                                    "The room does not answer.",
                                    room + " did not answer the join of " + ghost.jid)));
        }
    }

    /// Asks to be let in under the next nick that nobody is known to have.
    private void knock(Ghost ghost) {
        String wanted = Nicks.clean(ghost.who.shownName());
        String nick;
        do {
            ghost.attempt++;
            nick = Nicks.variant(wanted, ghost.who.address(), ghost.attempt);
        } while (ghost.attempt < ATTEMPTS && (taken.test(nick) || isAnothers(nick, ghost)));
        if (nick.equals(ghost.nick)) {
            return;
        }
        byNick.remove(ghost.asked, ghost);
        ghost.asked = nick;
        byNick.put(nick, ghost);
        Jid from = Jids.of(ghost.jid);
        Jid to = Jids.of(room + "/" + nick);
        // Whoever is in asks for a nick by a presence alone (XEP-0045 §7.6).
        PresenceBuilder presence =
                ghost.in.future().succeeded()
                        ? StanzaBuilder.buildPresence().from(from).to(to)
                        : MucStanzas.join(from, to);
        ghost.link.write(parts.shows().on(presence, ghost.who.address()).build());
    }

    private boolean isAnothers(String nick, Ghost ghost) {
        Ghost owner = byNick.get(nick);
        return owner != null && owner != ghost;
    }

    private void agreed(Ghost ghost, String nick) {
        if (nick.equals(ghost.asked)) {
            ghost.asked = "";
        }
        if (!nick.equals(ghost.nick)) {
            byNick.remove(ghost.nick, ghost);
        }
        ghost.nick = nick;
        byNick.put(nick, ghost);
    }

    /// Takes a presence that the room sent to a ghost; only those about itself matter.
    void presence(Element presence, String to) {
        Ghost ghost = byJid.get(to);
        if (ghost == null) {
            return;
        }
        String type = presence.attribute("type", "available");
        if (type.equals("error")) {
            refused(ghost, presence);
            return;
        }
        Set<String> codes = RoomOccupants.codes(presence);
        if (!codes.contains("110")) {
            return;
        }
        if (type.equals("available")) {
            admitted(ghost, XmppAddresses.resource(presence.attribute("from", "")));
        } else if (!codes.contains("303")) {
            log.info("{} is out of {} ({})", ghost.jid, room, codes);
            if (codes.contains("301") || codes.contains("307")) {
                putOut.accept(presence, ghost.who);
            }
            fail(ghost, Outcome.deferred(putOut(ghost)));
        }
    }

    private Failure putOut(Ghost ghost) {
        return Failure.certain(
                FailureReason.FORBIDDEN,
                "You were put out of the room.",
                ghost.jid + " is out of " + room);
    }

    /// Somebody's availability changed: the room shows it if their ghost is in.
    void availability(Address who) {
        Ghost ghost = present(who);
        if (ghost != null) {
            PresenceBuilder presence =
                    StanzaBuilder.buildPresence()
                            .from(Jids.of(ghost.jid))
                            .to(Jids.of(room + "/" + ghost.nick));
            ghost.link.write(parts.shows().on(presence, who).build());
        }
    }

    private void admitted(Ghost ghost, String nick) {
        String wished = Nicks.clean(ghost.who.shownName());
        // Once for each ghost and nick: after every reconnect it would be no news.
        if (!nick.equals(wished) && !nick.equals(renamed.put(ghost.jid, nick))) {
            log.warn(
                    "In {} the nick '{}' is taken: {} is called '{}' there",
                    room,
                    wished,
                    ghost.who.address(),
                    nick);
        }
        agreed(ghost, nick);
        ghost.in.tryComplete(ghost);
    }

    private void refused(Ghost ghost, Element error) {
        if (XmppErrors.conditionOf(error).equals("conflict") && ghost.attempt < ATTEMPTS) {
            if (!ghost.in.future().succeeded() || !ghost.asked.isEmpty()) {
                knock(ghost);
            }
        } else if (ghost.in.future().succeeded()) {
            // The room keeps nicks as they are (XEP-0045 §7.6): the ghost stays under the old one.
            byNick.remove(ghost.asked, ghost);
            ghost.asked = "";
        } else {
            fail(ghost, XmppErrors.outcome(error));
        }
    }

    /// The ghost is not in: it is let in anew when it next has something to say.
    private void fail(Ghost ghost, Outcome outcome) {
        ghosts.remove(ghost.who.address(), ghost);
        byJid.remove(ghost.jid, ghost);
        byNick.remove(ghost.nick, ghost);
        byNick.remove(ghost.asked, ghost);
        ghost.in.tryFail(new NotIn(outcome));
    }

    /// The room says that this ghost is not in.
    void lost(String jid) {
        Ghost ghost = byJid.get(jid);
        if (ghost != null) {
            fail(ghost, Outcome.deferred(putOut(ghost)));
        }
    }

    /// Somebody left elsewhere: their ghost leaves.
    void leave(Address who) {
        Ghost ghost = ghosts.get(who);
        if (ghost != null) {
            ghost.link.write(
                    MucStanzas.leave(Jids.of(ghost.jid), Jids.of(room + "/" + ghost.nick)));
            fail(ghost, Outcome.deferred(putOut(ghost)));
        }
    }

    /// All ghosts leave.
    void leaveAll() {
        List.copyOf(ghosts.keySet()).forEach(this::leave);
    }

    /// A stream ended: whether its ghosts are still in is not known, so they enter anew.
    void linkDown(XmppLink link) {
        for (Ghost ghost : List.copyOf(ghosts.values())) {
            if (ghost.link == link) {
                fail(ghost, Outcome.deferred(link.down()));
            }
        }
    }
}
